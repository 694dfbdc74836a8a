// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gtest_traffic/config/settings.h"
#include "gtest_traffic/error.h"
#include "gtest_traffic/plan/plan.h"
#include "gtest_traffic/profile/profile_file.h"

namespace traffic::detail {

// Makes the plan of `--traffic_load=PROFILE`, except for its target. The error has every mistake,
// one per line. Flags override the file.
Expected<LoadPlan> plan_of(const Settings& settings, const ProfileFile* file = nullptr);

// Registers the test `Load.<profile>` that runs the plan, and returns its full name.
std::string register_load(LoadPlan plan);

}  // namespace traffic::detail
