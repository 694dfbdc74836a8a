// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/profile/profile_plan.h"

namespace traffic::detail {

LoadPlan draft_of(const ProfileFile& file) {
  LoadPlan plan;
  plan.name = file.name;
  plan.shape = Shape(file.shape);
  plan.spacing = file.spacing;
  plan.warm_up = file.warm_up;
  plan.pacing = file.pacing;
  if (file.user_cap) plan.user_cap = *file.user_cap;
  plan.iterations = file.iterations;
  plan.abort_after = file.abort_after;
  plan.gates = file.gates;
  return plan;
}

}  // namespace traffic::detail
