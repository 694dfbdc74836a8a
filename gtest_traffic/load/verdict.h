// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gtest_traffic/metrics/gate.h"
#include "gtest_traffic/metrics/report.h"

namespace traffic {

// A stall of the idle host of this length or more excuses arrivals that left late.
inline constexpr Duration kExcusingStall = std::chrono::milliseconds(50);

// Judges a report by its gates and by what every load must do: deliver what was offered, and have
// no error that no gate allows. Sets its verdict, the cause of an invalid one, and the gates'
// results. A failure that the generator had no part in makes the verdict fail, even where the
// generator limited the load; `invalid_because` then says why no other gate holds. `hopeless`, when
// given, is the gate for which the run was ended early, and why. `part_limit`, when not empty, is
// why the generator limited a part of the load, which makes the whole invalid.
void judge(Report& report, const std::vector<Gate>& gates,
           const std::optional<GateResult>& hopeless = std::nullopt,
           const std::string& part_limit = {});

// Returns why the generator, and not the target, limited the load; empty when it did not.
std::string generator_limit(const Report& report);

}  // namespace traffic
