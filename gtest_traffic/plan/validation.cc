// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/plan/validation.h"

#include <fmt/format.h>

#include "gtest_traffic/plan/descriptor_limit.h"
#include "gtest_traffic/plan/gate_check.h"
#include "gtest_traffic/plan/host_flags.h"
#include "gtest_traffic/plan/validate_load.h"
#include "gtest_traffic/plan/validate_scenarios.h"

namespace traffic::detail {
namespace {

// Returns the maximum number of users that loop at the same time.
double looping_users(const LoadPlan& plan) {
  if (!plan.of_scenarios) {
    return plan.shape.model() == LoadModel::kClosed ? plan.shape.peak() : 0;
  }
  double sum = 0;
  for (const LoadPlan& scenario : plan.scenarios) sum += looping_users(scenario);
  return sum;
}

// Returns the names of all journeys of the run.
std::vector<std::string> journeys_of(const LoadPlan& plan) {
  std::vector<std::string> names = plan.mix.names();
  for (const LoadPlan& scenario : plan.scenarios) {
    const std::vector<std::string> more = scenario.mix.names();
    names.insert(names.end(), more.begin(), more.end());
  }
  return names;
}

// Checks the members that belong to the whole run, with or without scenarios.
void check_whole(const LoadPlan& plan, PlanMistakes& found) {
  const bool times_known = !found.has(PlanField::kShape) && !found.has(PlanField::kScenario);
  if (plan.warm_up < Duration(0)) {
    found.add(PlanField::kWarmUp, "the warm-up is negative");
  } else if (times_known && plan.warm_up >= plan.shape.duration()) {
    found.add(PlanField::kWarmUp,
              fmt::format("the warm-up ({}) must be shorter than the load ({})",
                          to_string(plan.warm_up), to_string(plan.shape.duration())));
  } else if (times_known) {
    const std::vector<std::string> journeys = journeys_of(plan);
    for (std::size_t i = 0; i < plan.gates.size(); ++i) {
      if (plan.of_scenarios && !plan.gates[i].metric().when.stage.empty()) {
        found.add_gate(i,
                       "a gate of Scenarios cannot be limited to a stage; use `of` with a journey");
      } else if (const auto error = check_gate(plan.gates[i], plan.shape, plan.warm_up)) {
        found.add_gate(i, error->message);
      } else if (const auto refused = refuse_journey_over_time(plan.gates[i], journeys)) {
        found.add_gate(i, refused->message);
      }
    }
  }
  for (const Error& error : check_abort(plan.abort_after, plan.gates)) {
    found.add(PlanField::kAbort, error.message);
  }
  if (times_known) found.add(PlanField::kUsers, refuse_users(looping_users(plan)));
}

}  // namespace

std::vector<PlanMistake> validate(const LoadPlan& plan) {
  PlanMistakes found;
  found.add(PlanField::kGoogleTestFlag, refuse_host_flags());
  if (plan.of_scenarios) {
    validate_scenarios(plan, found);
  } else {
    validate_load(plan, found);
  }
  check_whole(plan, found);
  if (!plan.of_scenarios && (plan.start_after != Duration(0) || !plan.after.empty())) {
    found.add(PlanField::kScenario,
              "start_after and after apply only to scenarios: add the load to Scenarios()");
  }
  return found.all();
}

}  // namespace traffic::detail
