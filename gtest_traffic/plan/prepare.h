// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gtest_traffic/config/client_settings.h"
#include "gtest_traffic/error.h"
#include "gtest_traffic/http/url.h"
#include "gtest_traffic/plan/plan.h"

namespace traffic::detail {

// Validates a plan and finds its target, which may start the embedded one. Returns the plan with
// its target, or every mistake, one per line.
Expected<LoadPlan> prepare(LoadPlan plan);

// Leaves out the workers that would have no user, and gives each user of a run of scenarios a
// unique number. Requires a valid plan.
void assign_workers(LoadPlan& plan);

// Returns the target of a load. The error states why load on it, or through its proxy, is not
// allowed.
Expected<BaseUrl> find_load_target(const ClientSettings& client);

}  // namespace traffic::detail
