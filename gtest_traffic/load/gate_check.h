// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "gtest_traffic/base/error.h"
#include "gtest_traffic/load/shape.h"
#include "gtest_traffic/metrics/gate.h"

namespace traffic {

// Returns what is wrong with ending a run early: a negative time, or no gate that could end it.
std::vector<Error> check_abort(std::optional<Duration> not_before, const std::vector<Gate>& gates);

// Returns every gate that no run of a valid shape could judge, and why: an unknown stage, a window
// longer than what is measured, nothing left to measure after a stage.
std::vector<Error> check_gates(const std::vector<Gate>& gates, const Shape& shape,
                               Duration warm_up);

}  // namespace traffic
