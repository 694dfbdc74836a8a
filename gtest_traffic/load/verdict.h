// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gtest_traffic/gate.h"
#include "gtest_traffic/report.h"

namespace traffic::detail {

// If an idle timer is late by at least this time, the host stalled, which excuses late arrivals.
inline constexpr Duration kExcusingStall = std::chrono::milliseconds(50);

// The name of the result of a gate that ended the run early.
inline constexpr const char* kAbortGate = "abort_early";

// Judges a report by its gates and by the general rules: the offered load is delivered, and no
// error occurs that no gate allows. Sets the verdict, the cause of an invalid run, and the results
// of the gates. A failure that the generator did not cause fails the run, even if the generator
// limited the load. `invalid_because` then states why no other gate counts. `failed_gate` is the
// gate that ended the run early, with the reason, if any. `part_limit`, if not empty, is why the
// generator limited a part of the load, which makes the whole run invalid. `user_limit`, if not
// empty, names the cap on users that the load reached.
void judge(Report& report, const std::vector<Gate>& gates,
           const std::optional<GateResult>& failed_gate = std::nullopt,
           const std::string& part_limit = {}, const std::string& user_limit = {});

// Returns why the generator, and not the target, limited the load; empty if it did not.
std::string generator_limit(const Report& report);

}  // namespace traffic::detail
