// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/plan/validate_scenarios.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "gtest_traffic/base/text.h"
#include "gtest_traffic/plan/validate_load.h"

namespace traffic::detail {
namespace {

// Finds the settings of a load that belong to the whole run.
void check_place(const LoadPlan& plan, PlanMistakes& found) {
  const auto add = [&](std::string text) { found.add(PlanField::kScenario, std::move(text)); };
  if (!plan.gates.empty()) add("a scenario cannot have gates; use Scenarios().expect");
  if (plan.abort_after) add("a scenario cannot end early; use Scenarios().abort_early");
  if (plan.warm_up != Duration(0)) {
    add("a scenario cannot have a warm-up; use Scenarios().warm_up");
  }
  if (plan.start_after < Duration(0))
    add("a scenario cannot start before the run; use a start of at least 0");
}

}  // namespace

void validate_scenarios(const LoadPlan& whole, PlanMistakes& found) {
  const auto add = [&](std::string text) { found.add(PlanField::kScenario, std::move(text)); };
  if (whole.scenarios.empty()) add("no scenario was added");
  std::vector<std::string> names;
  for (const LoadPlan& plan : whole.scenarios) {
    const auto known = [&](const std::string& name) {
      return std::find(names.begin(), names.end(), name) != names.end();
    };
    if (plan.name.empty()) add("a scenario has no name");
    if (known(plan.name)) add(fmt::format("two scenarios are called '{}'", plan.name));
    PlanMistakes own;
    check_place(plan, own);
    validate_load(plan, own);
    for (const PlanMistake& mistake : own.all()) {
      for (const auto line : split(mistake.message, '\n')) {
        add(fmt::format("scenario '{}': {}", plan.name, line));
      }
    }
    if (!plan.after.empty() && !known(plan.after)) {
      add(fmt::format("scenario '{}': after('{}') must name a scenario that was added earlier{}",
                      plan.name, plan.after, did_you_mean(plan.after, names)));
    }
    names.push_back(plan.name);
  }
}

}  // namespace traffic::detail
