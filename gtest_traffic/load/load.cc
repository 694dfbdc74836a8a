// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/load.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <random>

#include "gtest_traffic/load/plan_of.h"
#include "gtest_traffic/load/run_load.h"
#include "gtest_traffic/plan/plan.h"
#include "gtest_traffic/plan/prepare.h"

namespace traffic {
using namespace detail;

Load::Load() : plan_(std::make_unique<LoadPlan>()) {
  if (const auto* const test = testing::UnitTest::GetInstance()->current_test_info()) {
    plan_->name = std::string(test->test_suite_name()) + "." + test->name();
  }
  plan_->workers = settings().workers.value_or(1);
  plan_->spin = settings().spin;
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
  plan_->user_cap_origin = "set by user_cap()";
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

LoadPlan detail::draft_of(const Load& load) {
  LoadPlan plan = *load.plan_;
  plan.client = client_settings(settings(), TargetUse::kLoad);
  const Expected<Mix> mix = load.entries_.empty() ? Mix::parse({}) : Mix::of(load.entries_);
  if (mix) {
    plan.mix = *mix;
    if (!load.classes_.empty()) plan.mix_error = plan.mix.weigh(load.classes_);
  } else {
    plan.mix_error = mix.error();
  }
  return plan;
}

Expected<LoadPlan> detail::plan_of(const Load& load) { return prepare(draft_of(load)); }

Report Load::run(Location location) { return run_load_in_test(plan_of(*this), location); }

}  // namespace traffic
