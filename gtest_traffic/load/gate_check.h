// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "gtest_traffic/error.h"
#include "gtest_traffic/gate.h"
#include "gtest_traffic/load/shape.h"

namespace traffic::detail {

// Returns the mistakes in an early end: a negative time, or no gate that can end the run.
std::vector<Error> check_abort(std::optional<Duration> not_before, const std::vector<Gate>& gates);

// Returns every gate that cannot be judged in a run of a valid shape, with the reason: an unknown
// stage, a window longer than the measured time, or no measured time after a stage.
std::vector<Error> check_gates(const std::vector<Gate>& gates, const Shape& shape,
                               Duration warm_up);

}  // namespace traffic::detail
