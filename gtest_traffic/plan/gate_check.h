// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gtest_traffic/error.h"
#include "gtest_traffic/gate.h"
#include "gtest_traffic/plan/shape.h"

namespace traffic::detail {

// Returns whether a failure of this gate can end a run early: an upper bound on the latency or the
// errors of all requests, or a lower bound on checks.
bool can_end_run(const Gate& gate);

// Returns the mistakes in an early end: a negative time, or no gate that can end the run.
std::vector<Error> check_abort(std::optional<Duration> not_before, const std::vector<Gate>& gates);

// Returns why a gate cannot be judged in a run of a valid shape: an unknown stage, a window longer
// than the measured time, or no measured time after a stage.
std::optional<Error> check_gate(const Gate& gate, const Shape& shape, Duration warm_up);

// Returns the names of the steps that the gates judge over time, without duplicates.
std::vector<std::string> steps_over_time(const std::vector<Gate>& gates);

// Returns why a gate cannot be judged: it judges one of these journeys over time.
std::optional<Error> refuse_journey_over_time(const Gate& gate,
                                              const std::vector<std::string>& journeys);

// Returns a line for each gate on the whole run that needs more requests than an open load starts
// journeys in the measured time. Such a run is invalid, unless each journey makes several requests.
std::vector<std::string> foretell_few_samples(const std::vector<Gate>& gates, const Shape& shape,
                                              Duration warm_up);

}  // namespace traffic::detail
