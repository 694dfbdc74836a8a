// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/json/object.hpp>

#include "gtest_traffic/report.h"

namespace traffic::detail {

// Returns the data of the page. It contains figures and curves instead of histograms, so that its
// size does not depend on the length of the run. `baseline` may be null.
boost::json::object page_data(const Report& report, const Report* baseline);

}  // namespace traffic::detail
