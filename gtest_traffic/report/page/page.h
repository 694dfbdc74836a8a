// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "gtest_traffic/report.h"

namespace traffic::detail {

// Returns report.html, a self-contained page that makes no network requests. `baseline` is the
// report of an earlier run; the page shows its figures beside those of the report. The size of the
// page does not depend on the number of requests or the length of the run.
std::string report_page(const Report& report, const Report* baseline = nullptr);

}  // namespace traffic::detail
