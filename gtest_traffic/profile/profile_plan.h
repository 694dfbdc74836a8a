// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gtest_traffic/plan/plan.h"
#include "gtest_traffic/profile/profile_file.h"

namespace traffic::detail {

// Returns the load that a file describes, without its mix. It may have mistakes.
LoadPlan draft_of(const ProfileFile& file);

}  // namespace traffic::detail
