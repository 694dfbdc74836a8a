// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/load.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <stdexcept>

#include "gtest_traffic/base/mistakes.h"
#include "gtest_traffic/config/target.h"
#include "gtest_traffic/load/descriptor_limit.h"
#include "gtest_traffic/load/gate_check.h"
#include "gtest_traffic/load/host_flags.h"
#include "gtest_traffic/load/iterations.h"
#include "gtest_traffic/load/plan.h"
#include "gtest_traffic/net/target_check.h"

namespace traffic {
using namespace detail;

namespace {

// An exact number of users requires a closed model with at least as many users.
std::optional<Error> refuse_exactly(const LoadPlan& plan) {
  const std::size_t exactly = plan.mix.exactly_in_all();
  if (exactly == 0 || plan.shape.stages().empty()) return std::nullopt;
  if (plan.shape.model() == LoadModel::kOpen) {
    return Error{
        "an exact number of users of a class needs a shape in users, not in rates; give the class "
        "a weight"};
  }
  if (static_cast<double>(exactly) <= plan.shape.peak()) return std::nullopt;
  return Error{
      fmt::format("{} users of some classes are asked for exactly, and the shape has {} at most",
                  exactly, plan.shape.peak())};
}

}  // namespace

Load::Load() : plan_(std::make_unique<LoadPlan>()) {
  if (const auto* const test = testing::UnitTest::GetInstance()->current_test_info()) {
    plan_->name = std::string(test->test_suite_name()) + "." + test->name();
  }
  plan_->workers = settings().workers.value_or(1);
  plan_->seed = settings().seed.value_or(std::random_device{}());
  plan_->think = settings().think;
  plan_->retries = settings().retries.value_or(0);
}

Load::~Load() = default;

Load& Load::named(std::string name) {
  plan_->name = std::move(name);
  return *this;
}

Load& Load::mix(std::vector<MixEntry> entries) {
  entries_ = std::move(entries);
  return *this;
}

Load& Load::user_classes(std::vector<UserClass> classes) {
  classes_ = std::move(classes);
  return *this;
}

Load& Load::shape(std::vector<Stage> stages) {
  plan_->shape = Shape(std::move(stages));
  return *this;
}

Load& Load::shape_of(std::initializer_list<Stages> parts) {
  std::vector<Stage> stages;
  for (const Stages& some : parts) {
    stages.insert(stages.end(), some.all().begin(), some.all().end());
  }
  return shape(std::move(stages));
}

Load& Load::spacing(Spacing spacing) {
  plan_->spacing = spacing;
  return *this;
}

Load& Load::request_paced() {
  plan_->request_paced = true;
  return *this;
}

Load& Load::warm_up(Duration duration) {
  plan_->warm_up = duration;
  return *this;
}

Load& Load::pacing(Duration interval) {
  plan_->pacing = interval;
  return *this;
}

Load& Load::max_rate(Rate rate) {
  plan_->max_rate = rate;
  return *this;
}

Load& Load::user_cap(std::size_t count) {
  plan_->user_cap = count;
  return *this;
}

Load& Load::iterations(std::uint64_t in_all) {
  plan_->iterations = in_all;
  return *this;
}

Load& Load::iterations_per_user(std::uint64_t count) {
  plan_->iterations_per_user = count;
  return *this;
}

Load& Load::workers(unsigned count) {
  plan_->workers = count;
  return *this;
}

Load& Load::seed(std::uint64_t seed) {
  plan_->seed = seed;
  return *this;
}

Load& Load::grace(Duration duration) {
  plan_->grace = duration;
  return *this;
}

Load& Load::think(Duration low, Duration high) {
  if (!settings().think) plan_->think = ThinkTime{low, high};
  return *this;
}

Load& Load::start_after(Duration duration) {
  plan_->start_after = duration;
  return *this;
}

Load& Load::after(std::string scenario) {
  plan_->after = std::move(scenario);
  return *this;
}

Load& Load::expect(Gate gate) {
  plan_->gates.push_back(std::move(gate));
  return *this;
}

Load& Load::abort_early(Duration not_before) {
  plan_->abort_after = not_before;
  return *this;
}

Expected<LoadPlan> Load::plan() const {
  Mistakes mistakes;
  LoadPlan plan = *plan_;
  mistakes.add(refuse_host_flags());
  const Expected<Mix> mix = entries_.empty() ? Mix::parse({}) : Mix::of(entries_);
  if (mix) {
    plan.mix = *mix;
    if (!classes_.empty()) mistakes.add(plan.mix.weigh(classes_));
  } else {
    mistakes.add(mix.error().message);
  }
  mistakes.add(plan.shape.validate());
  mistakes.add(refuse_exactly(plan));
  if (plan.warm_up < Duration(0)) mistakes.add("the warm-up is negative");
  if (mistakes.empty() && plan.warm_up >= plan.shape.duration()) {
    mistakes.add("the warm-up (" + to_string(plan.warm_up) +
                 ") leaves nothing to measure of the shape's " + to_string(plan.shape.duration()));
  }
  if (mistakes.empty()) mistakes.add(check_gates(plan.gates, plan.shape, plan.warm_up));
  mistakes.add(check_abort(plan.abort_after, plan.gates));
  if (plan.workers < 1 || plan.workers > 256)
    mistakes.add("the number of workers must be 1 to 256");
  mistakes.add(refuse_iterations(plan));
  if (plan.think && (plan.think->low < Duration(0) || plan.think->high < plan.think->low)) {
    mistakes.add("the think time must be zero or more, and its longest no less than its shortest");
  }
  if (plan.max_rate &&
      !(plan.max_rate->per_second() > 0 && plan.max_rate->per_second() <= kMaxRate)) {
    mistakes.add("the cap on requests must be above 0 and at most 10 million per second");
  }
  if (plan.user_cap < 1) mistakes.add("the cap on users must be at least 1");
  if (plan.request_paced && mistakes.empty() && plan.shape.model() == LoadModel::kClosed) {
    mistakes.add("a request-paced load needs a shape in rates, not in users");
  }
  if (mistakes.empty() && plan.shape.model() == LoadModel::kClosed) {
    mistakes.add(refuse_users(plan.shape.peak()));
  }
  if (!mistakes.empty()) return mistakes.error();
  const Expected<BaseUrl> target = find_target(TargetUse::kLoad);
  if (!target) return target.error();
  const TargetRule rule{.local_only = true, .allowed_hosts = settings().allow_targets};
  if (const auto refusal = refuse_target(*target, rule)) return *refusal;
  plan.target = *target;
  plan.workers = useful_workers(plan);
  return plan;
}

Report Load::run(Location location) {
  Expected<LoadPlan> ready = plan();
  if (plan_->start_after != Duration(0) || !plan_->after.empty()) {
    ready = Error{"start_after and after are of scenarios: add the load to Scenarios()"};
  }
  if (!ready)
    throw std::invalid_argument(
        fmt::format("{}:{}: {}", location.file, location.line, ready.error().message));
  return run_load_in_test(*ready);
}

}  // namespace traffic
