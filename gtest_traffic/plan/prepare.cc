// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/plan/prepare.h"

#include "gtest_traffic/base/mistakes.h"
#include "gtest_traffic/config/target.h"
#include "gtest_traffic/net/target_check.h"
#include "gtest_traffic/plan/iterations.h"
#include "gtest_traffic/plan/validation.h"

namespace traffic::detail {

Expected<BaseUrl> find_load_target(const ClientSettings& client) {
  Expected<BaseUrl> target = find_target(TargetUse::kLoad);
  if (!target) return target;
  if (const auto refusal = refuse_target(*target, client.rule, client.proxies, client.routes))
    return *refusal;
  return target;
}

void assign_workers(LoadPlan& plan) {
  if (!plan.of_scenarios) {
    plan.workers = useful_workers(plan);
    return;
  }
  plan.all_workers = 0;
  for (LoadPlan& scenario : plan.scenarios) {
    scenario.workers = useful_workers(scenario);
    scenario.first_number = plan.all_workers;
    plan.all_workers += scenario.workers;
  }
  for (LoadPlan& scenario : plan.scenarios) scenario.all_workers = plan.all_workers;
  plan.workers = plan.all_workers;
}

Expected<LoadPlan> prepare(LoadPlan plan) {
  Mistakes mistakes;
  for (const PlanMistake& mistake : validate(plan)) mistakes.add(mistake.message);
  if (!mistakes.empty()) return mistakes.error();
  const Expected<BaseUrl> target = find_load_target(plan.client);
  if (!target) return target.error();
  plan.target = *target;
  assign_workers(plan);
  for (LoadPlan& scenario : plan.scenarios) scenario.target = *target;
  return plan;
}

}  // namespace traffic::detail
