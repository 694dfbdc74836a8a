// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "gtest_traffic/metrics/report.h"

namespace traffic {

// Makes report.html: one self-contained page that asks for nothing from any network. With a
// baseline, an earlier run's report, every figure is shown beside that run's. The page does not
// grow with the number of requests or the length of the run.
std::string report_page(const Report& report, const Report* baseline = nullptr);

}  // namespace traffic
