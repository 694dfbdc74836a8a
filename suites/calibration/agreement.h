// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "fixtures/freeze.h"
#include "gtest_traffic/metrics/histogram.h"

namespace traffic {

// What became of the comparison of reported percentiles with the closed form.
struct Agreement {
  bool agrees = true;
  std::string table;
};

// Compares them. No stall makes a time shorter, so none may lie below the closed form. None may lie
// above it by more than the response times of the bare load do.
Agreement compare(const Histogram& response_time, const Histogram& service_time,
                  const fixtures::Freeze& freeze, double utilisation, const Histogram& bare);

}  // namespace traffic
