// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/json/object.hpp>

#include "gtest_traffic/metrics/report.h"

namespace traffic {

// Gathers what the page shows: figures and curves that are as small for a long run as for a short
// one, instead of histograms. `baseline` may be null.
boost::json::object page_data(const Report& report, const Report* baseline);

}  // namespace traffic
