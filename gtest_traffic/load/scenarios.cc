// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/scenarios.h"

#include <algorithm>
#include <utility>

#include "gtest_traffic/load/plan_of.h"
#include "gtest_traffic/load/run_load.h"
#include "gtest_traffic/plan/plan.h"
#include "gtest_traffic/plan/prepare.h"
#include "gtest_traffic/random.h"

namespace traffic {
using namespace detail;
namespace {

// Makes a shape that defines only a model and a duration.
Shape shape_of_duration(LoadModel model, Duration duration) {
  return Shape({model == LoadModel::kOpen ? constant(per_second(0), duration)
                                          : constant(users(0), duration)});
}

// Returns the planned end of the last scenario. An unknown predecessor is ignored here;
// validation reports it.
Duration planned_end(const std::vector<LoadPlan>& scenarios) {
  std::vector<Duration> ends;
  for (const LoadPlan& plan : scenarios) {
    Duration end = plan.start_after + plan.shape.duration();
    for (std::size_t i = 0; i < ends.size(); ++i) {
      if (scenarios[i].name != plan.after) continue;
      end += ends[i];
      break;
    }
    ends.push_back(end);
  }
  return ends.empty() ? Duration(0) : *std::max_element(ends.begin(), ends.end());
}

}  // namespace

Scenarios::Scenarios() : plan_(std::make_unique<LoadPlan>()) {
  const Load defaults;
  plan_->name = defaults.plan_->name;
  plan_->seed = defaults.plan_->seed;
  plan_->of_scenarios = true;
}

Scenarios::~Scenarios() = default;

Scenarios& Scenarios::add(std::string name, const Load& load) {
  plan_->scenarios.push_back(draft_of(load));
  plan_->scenarios.back().name = std::move(name);
  return *this;
}

Scenarios& Scenarios::named(std::string name) {
  plan_->name = std::move(name);
  return *this;
}

Scenarios& Scenarios::warm_up(Duration duration) {
  plan_->warm_up = duration;
  return *this;
}

Scenarios& Scenarios::seed(std::uint64_t seed) {
  plan_->seed = seed;
  return *this;
}

Scenarios& Scenarios::expect(Gate gate) {
  plan_->gates.push_back(std::move(gate));
  return *this;
}

Scenarios& Scenarios::abort_early(Duration not_before) {
  plan_->abort_after = not_before;
  return *this;
}

LoadPlan detail::draft_of(const Scenarios& scenarios) {
  LoadPlan whole = *scenarios.plan_;
  whole.client = client_settings(settings(), TargetUse::kLoad);
  LoadModel model = LoadModel::kClosed;
  for (std::size_t i = 0; i < whole.scenarios.size(); ++i) {
    LoadPlan& plan = whole.scenarios[i];
    plan.seed = mix_seed(whole.seed, i);
    if (plan.shape.model() == LoadModel::kOpen) model = LoadModel::kOpen;
  }
  whole.shape = shape_of_duration(model, planned_end(whole.scenarios));
  return whole;
}

Expected<LoadPlan> detail::plan_of(const Scenarios& scenarios) {
  return prepare(draft_of(scenarios));
}

Report Scenarios::run(Location location) { return run_load_in_test(plan_of(*this), location); }

}  // namespace traffic
