// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/scenarios.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <stdexcept>
#include <utility>

#include "gtest_traffic/base/mistakes.h"
#include "gtest_traffic/base/text.h"
#include "gtest_traffic/config/settings.h"
#include "gtest_traffic/load/descriptor_limit.h"
#include "gtest_traffic/load/gate_check.h"
#include "gtest_traffic/load/plan.h"
#include "gtest_traffic/random.h"

namespace traffic {
using namespace detail;
namespace {

// Returns the settings of a load that belong to the whole run.
Mistakes misplaced(const LoadPlan& plan) {
  Mistakes mistakes;
  if (!plan.gates.empty()) mistakes.add("its gates belong to the whole: Scenarios().expect");
  if (plan.abort_after) mistakes.add("an early end belongs to the whole");
  if (plan.warm_up != Duration(0)) {
    mistakes.add("the warm-up belongs to the whole: Scenarios().warm_up");
  }
  if (plan.start_after < Duration(0)) mistakes.add("it cannot start before the run");
  return mistakes;
}

// Makes a shape that defines only a model and a duration.
Shape time_alone(LoadModel model, Duration duration) {
  return Shape({model == LoadModel::kOpen ? constant(per_second(0), duration)
                                          : constant(users(0), duration)});
}

}  // namespace

struct Scenarios::Added {
  std::string name;
  Expected<LoadPlan> plan;
};

Scenarios::Scenarios() : whole_(std::make_unique<LoadPlan>()) {
  const Load defaults;
  whole_->name = defaults.plan_->name;
  whole_->seed = defaults.plan_->seed;
}

Scenarios::~Scenarios() = default;

Scenarios& Scenarios::add(std::string name, const Load& load) {
  Added added{std::move(name), load.plan()};
  if (added.plan) {
    added.plan->name = added.name;
  }
  Mistakes mistakes = misplaced(*load.plan_);
  if (!mistakes.empty()) {
    if (!added.plan) mistakes.add(added.plan.error().message);
    added.plan = mistakes.error();
  }
  added_.push_back(std::move(added));
  return *this;
}

Scenarios& Scenarios::named(std::string name) {
  whole_->name = std::move(name);
  return *this;
}

Scenarios& Scenarios::warm_up(Duration duration) {
  whole_->warm_up = duration;
  return *this;
}

Scenarios& Scenarios::seed(std::uint64_t seed) {
  whole_->seed = seed;
  return *this;
}

Scenarios& Scenarios::expect(Gate gate) {
  whole_->gates.push_back(std::move(gate));
  return *this;
}

Scenarios& Scenarios::abort_early(Duration not_before) {
  whole_->abort_after = not_before;
  return *this;
}

// Computes when each valid scenario begins and ends, as planned. The ends of the others are zero.
std::vector<Duration> Scenarios::planned_ends(Mistakes& mistakes) const {
  std::vector<std::string> names;
  std::vector<Duration> ends;
  for (const Added& added : added_) {
    if (added.name.empty()) mistakes.add("a scenario has no name");
    if (std::find(names.begin(), names.end(), added.name) != names.end()) {
      mistakes.add(fmt::format("two scenarios are called '{}'", added.name));
    }
    Duration end{0};
    if (!added.plan) {
      for (const auto line : split(added.plan.error().message, '\n')) {
        mistakes.add(fmt::format("scenario '{}': {}", added.name, line));
      }
    } else {
      end = added.plan->start_after + added.plan->shape.duration();
      const std::string& after = added.plan->after;
      const auto known = std::find(names.begin(), names.end(), after);
      if (known != names.end()) {
        end += ends[static_cast<std::size_t>(known - names.begin())];
      } else if (!after.empty()) {
        mistakes.add(fmt::format("scenario '{}': no scenario before it is called '{}'{}",
                                 added.name, after, did_you_mean(after, names)));
      }
    }
    ends.push_back(end);
    names.push_back(added.name);
  }
  return ends;
}

Expected<LoadPlan> Scenarios::plan() const {
  Mistakes mistakes;
  if (added_.empty()) mistakes.add("no scenario was added");
  const std::vector<Duration> ends = planned_ends(mistakes);
  const Duration duration =
      ends.empty() ? Duration(0) : *std::max_element(ends.begin(), ends.end());
  LoadPlan whole = *whole_;
  double looping = 0;
  LoadModel model = LoadModel::kClosed;
  for (const Added& added : added_) {
    if (!added.plan) continue;
    LoadPlan plan = *added.plan;
    if (plan.shape.model() == LoadModel::kOpen) model = LoadModel::kOpen;
    if (plan.shape.model() == LoadModel::kClosed) looping += plan.shape.peak();
    plan.seed = mix_seed(whole.seed, whole.scenarios.size());
    plan.first_number = whole.all_workers;
    whole.all_workers += plan.workers;
    whole.target = plan.target;
    whole.scenarios.push_back(std::move(plan));
  }
  whole.shape = time_alone(model, duration);
  whole.workers = whole.all_workers;
  for (LoadPlan& plan : whole.scenarios) plan.all_workers = whole.all_workers;
  if (whole.warm_up < Duration(0)) mistakes.add("the warm-up is negative");
  if (mistakes.empty()) {
    if (whole.warm_up >= duration) {
      mistakes.add(fmt::format("the warm-up ({}) leaves nothing to measure of {}",
                               to_string(whole.warm_up), to_string(duration)));
    }
    mistakes.add(refuse_users(looping));
    mistakes.add(check_gates(whole.gates, whole.shape, whole.warm_up));
  }
  mistakes.add(check_abort(whole.abort_after, whole.gates));
  if (!mistakes.empty()) return mistakes.error();
  return whole;
}

Report Scenarios::run(Location location) {
  const Expected<LoadPlan> ready = plan();
  if (!ready) {
    throw std::invalid_argument(
        fmt::format("{}:{}: {}", location.file, location.line, ready.error().message));
  }
  return run_load_in_test(*ready);
}

}  // namespace traffic
