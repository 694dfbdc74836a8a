// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest_traffic/histogram.h>

#include <string>

#include "fixtures/freeze.h"

namespace traffic {

// The result of comparing reported percentiles with the closed form.
struct Agreement {
  bool agrees = true;
  std::string table;
};

// Compares the percentiles. A stall never shortens a time, so no percentile may be below the closed
// form. No percentile may exceed it by more than the response times of the bare load do.
Agreement compare(const Histogram& response_time, const Histogram& service_time,
                  const fixtures::Freeze& freeze, double utilization, const Histogram& bare);

}  // namespace traffic
