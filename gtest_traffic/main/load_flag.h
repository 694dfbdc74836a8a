// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gtest_traffic/base/error.h"
#include "gtest_traffic/journey/settings.h"
#include "gtest_traffic/load/plan.h"
#include "gtest_traffic/profile/profile_file.h"

namespace traffic {

// Makes the plan of `--traffic_load=PROFILE`, all but its target; the error holds every mistake,
// one per line. What flags say goes before what the file says.
Expected<LoadPlan> plan_of(const Settings& settings, const ProfileFile* file = nullptr);

// Registers the test `Load.<profile>` that runs the plan, and returns its full name.
std::string register_load(LoadPlan plan);

}  // namespace traffic
