// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "gtest_traffic/base/error.h"
#include "gtest_traffic/load/shape.h"
#include "gtest_traffic/metrics/gate.h"

namespace traffic {

// Returns every gate that no run of a valid shape could judge, and why: an unknown stage, a window
// longer than what is measured, nothing left to measure after a stage.
std::vector<Error> check_gates(const std::vector<Gate>& gates, const Shape& shape,
                               Duration warm_up);

}  // namespace traffic
