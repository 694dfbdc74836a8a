// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/load/scenarios.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <stdexcept>
#include <utility>

#include "gtest_traffic/base/random.h"
#include "gtest_traffic/base/text.h"
#include "gtest_traffic/journey/settings.h"
#include "gtest_traffic/load/descriptor_limit.h"
#include "gtest_traffic/load/gate_check.h"
#include "gtest_traffic/load/plan.h"

namespace traffic {
namespace {

// Returns what a load was told that belongs to the whole run.
std::vector<std::string> misplaced(const LoadPlan& plan) {
  std::vector<std::string> mistakes;
  if (!plan.gates.empty())
    mistakes.emplace_back("its gates belong to the whole: Scenarios().expect");
  if (plan.abort_after) mistakes.emplace_back("an early end belongs to the whole");
  if (plan.warm_up != Duration(0)) {
    mistakes.emplace_back("the warm-up belongs to the whole: Scenarios().warm_up");
  }
  if (plan.start_after < Duration(0)) mistakes.emplace_back("it cannot start before the run");
  return mistakes;
}

// A shape that tells a model and a time alone.
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
  std::string mistakes;
  for (const std::string& mistake : misplaced(*load.plan_)) {
    mistakes += (mistakes.empty() ? "" : "\n") + mistake;
  }
  if (!mistakes.empty()) {
    added.plan = Error{mistakes + (added.plan ? "" : "\n" + added.plan.error().message)};
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

Expected<LoadPlan> Scenarios::plan() const {
  std::string mistakes;
  const auto complain = [&](const std::string& text) {
    mistakes += (mistakes.empty() ? "" : "\n") + text;
  };
  LoadPlan whole = *whole_;
  if (added_.empty()) complain("no scenario was added");
  std::vector<std::string> names;
  std::vector<Duration> ends;  // as planned
  double looping = 0;
  Duration duration{0};
  LoadModel model = LoadModel::kClosed;
  for (const Added& added : added_) {
    if (added.name.empty()) complain("a scenario has no name");
    if (std::find(names.begin(), names.end(), added.name) != names.end()) {
      complain(fmt::format("two scenarios are called '{}'", added.name));
    }
    if (!added.plan) {
      for (const auto line : split(added.plan.error().message, '\n')) {
        complain(fmt::format("scenario '{}': {}", added.name, line));
      }
      ends.push_back(Duration(0));
    } else {
      LoadPlan plan = *added.plan;
      Duration begin = plan.start_after;
      if (!plan.after.empty()) {
        const auto known = std::find(names.begin(), names.end(), plan.after);
        if (known == names.end()) {
          complain(fmt::format("scenario '{}': no scenario before it is called '{}'{}", added.name,
                               plan.after, did_you_mean(plan.after, names)));
        } else {
          begin += ends[static_cast<std::size_t>(known - names.begin())];
        }
      }
      ends.push_back(begin + plan.shape.duration());
      duration = std::max(duration, ends.back());
      if (plan.shape.model() == LoadModel::kOpen) model = LoadModel::kOpen;
      if (plan.shape.model() == LoadModel::kClosed) looping += plan.shape.peak();
      plan.seed = mix_seed(whole.seed, whole.scenarios.size());
      plan.first_number = whole.all_workers;
      whole.all_workers += plan.workers;
      whole.target = plan.target;
      whole.scenarios.push_back(std::move(plan));
    }
    names.push_back(added.name);
  }
  whole.shape = time_alone(model, duration);
  whole.workers = whole.all_workers;
  for (LoadPlan& plan : whole.scenarios) plan.all_workers = whole.all_workers;
  if (whole.warm_up < Duration(0)) complain("the warm-up is negative");
  if (mistakes.empty()) {
    if (whole.warm_up >= duration) {
      complain(fmt::format("the warm-up ({}) leaves nothing to measure of {}",
                           to_string(whole.warm_up), to_string(duration)));
    }
    if (const auto refusal = refuse_users(looping)) complain(refusal->message);
    for (const Error& error : check_gates(whole.gates, whole.shape, whole.warm_up)) {
      complain(error.message);
    }
  }
  for (const Error& error : check_abort(whole.abort_after, whole.gates)) complain(error.message);
  if (!mistakes.empty()) return Error{mistakes};
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
