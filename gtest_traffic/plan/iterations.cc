// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/plan/iterations.h"

#include <algorithm>
#include <cmath>

namespace traffic::detail {
namespace {

std::uint64_t peak_users(const LoadPlan& plan) {
  return static_cast<std::uint64_t>(std::lround(plan.shape.peak()));
}

}  // namespace

std::uint64_t share_of(std::uint64_t count, unsigned worker, unsigned workers) {
  return count / workers + (worker < count % workers ? 1 : 0);
}

std::vector<std::size_t> shares_of(const std::vector<std::size_t>& by_class, unsigned worker,
                                   unsigned workers) {
  std::vector<std::size_t> shares;
  std::size_t before = 0;
  for (const std::size_t count : by_class) {
    shares.push_back(share_of(before + count, worker, workers) - share_of(before, worker, workers));
    before += count;
  }
  return shares;
}

Iterations::Iterations(const LoadPlan& plan, unsigned worker)
    : per_user_(plan.iterations_per_user) {
  if (plan.iterations) {
    in_all_ = share_of(*plan.iterations, worker, plan.workers);
  } else if (per_user_) {
    in_all_ = *per_user_ * share_of(peak_users(plan), worker, plan.workers);
  }
}

bool Iterations::take() {
  if (all_taken()) return false;
  ++taken_;
  return true;
}

std::optional<Error> refuse_iterations(const LoadPlan& plan) {
  if (!plan.iterations && !plan.iterations_per_user) return std::nullopt;
  if (plan.iterations && plan.iterations_per_user) {
    return Error{"set iterations or iterations_per_user, not both"};
  }
  if (plan.iterations == 0U || plan.iterations_per_user == 0U) {
    return Error{"the number of iterations must be at least 1"};
  }
  if (plan.shape.model() == LoadModel::kOpen) {
    return Error{
        "a number of iterations needs a load of users, not of a rate: give the shape users, "
        "or --traffic_users without a rate; a number of arrivals is arrivals(count, time)"};
  }
  return std::nullopt;
}

unsigned useful_workers(const LoadPlan& plan) {
  std::uint64_t most = plan.user_cap;
  if (plan.shape.model() == LoadModel::kClosed) most = std::max<std::uint64_t>(1, peak_users(plan));
  return static_cast<unsigned>(std::min<std::uint64_t>(plan.workers, most));
}

}  // namespace traffic::detail
