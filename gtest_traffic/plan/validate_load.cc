// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/plan/validate_load.h"

#include <fmt/format.h>

#include <optional>

#include "gtest_traffic/plan/iterations.h"

namespace traffic::detail {
namespace {

constexpr unsigned kMaxWorkers = 256;

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
      fmt::format("{} users of some classes are requested exactly, but the shape has at most {}",
                  exactly, plan.shape.peak())};
}

// Checks the members that do not depend on each other.
void check_values(const LoadPlan& plan, PlanMistakes& found) {
  if (plan.workers < 1 || plan.workers > kMaxWorkers) {
    found.add(PlanField::kWorkers, "the number of workers must be 1 to 256");
  }
  if (plan.think && (plan.think->low < Duration(0) || plan.think->high < plan.think->low)) {
    found.add(PlanField::kThink,
              "the think time must be zero or more, and its longest no less than its shortest");
  }
  if (plan.max_rate &&
      !(plan.max_rate->per_second() > 0 && plan.max_rate->per_second() <= kMaxRate)) {
    found.add(PlanField::kMaxRate,
              "the cap on requests must be above 0 and at most 10 million per second");
  }
  if (plan.user_cap < 1) found.add(PlanField::kUsers, "the cap on users must be at least 1");
  if (plan.pacing < Duration(0)) found.add(PlanField::kPacing, "the pacing is negative");
  if (plan.grace < Duration(0)) found.add(PlanField::kGrace, "the grace time is negative");
}

// Checks the mix, the shape, and the members that need the model of the shape.
void check_model(const LoadPlan& plan, PlanMistakes& found) {
  if (plan.mix_error) {
    found.add(PlanField::kMix, plan.mix_error->message);
  } else if (plan.mix.journeys().empty()) {
    found.add(PlanField::kMix, "the load has no journey");
  }
  const std::vector<Error> of_shape = plan.shape.validate();
  for (const Error& error : of_shape) found.add(PlanField::kShape, error.message);
  found.add(PlanField::kUsers, refuse_exactly(plan));
  if (!plan.shape.stages().empty()) {
    found.add(PlanField::kIterations, refuse_iterations(plan));
    if (plan.request_paced && plan.shape.model() == LoadModel::kClosed) {
      found.add(PlanField::kShape, "a request-paced load needs a shape in rates, not in users");
    }
  }
}

}  // namespace

void validate_load(const LoadPlan& plan, PlanMistakes& found) {
  check_model(plan, found);
  check_values(plan, found);
}

}  // namespace traffic::detail
