// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>

#include "gtest_traffic/base/error.h"
#include "gtest_traffic/load/plan.h"

namespace traffic {

// Counts the iterations that one worker of a closed load still has to walk. Pure.
class Iterations {
 public:
  Iterations(const LoadPlan& plan, unsigned worker);

  bool limited() const { return in_all_.has_value(); }

  // How many a user walks at most; nothing: no limit of its own.
  std::optional<std::uint64_t> per_user() const { return per_user_; }

  // Takes one, unless none is left.
  bool take();

  // How many are left; 0 when there is no limit.
  std::uint64_t left() const { return limited() ? *in_all_ - taken_ : 0; }
  bool all_taken() const { return limited() && left() == 0; }

 private:
  std::optional<std::uint64_t> in_all_;  // of this worker
  std::optional<std::uint64_t> per_user_;
  std::uint64_t taken_ = 0;
};

// Returns this worker's share of `count`: the shares differ by one at most, and add up to it.
std::uint64_t share_of(std::uint64_t count, unsigned worker, unsigned workers);

// Refuses iterations where they mean nothing: in an open load, none, or both kinds.
std::optional<Error> refuse_iterations(const LoadPlan& plan);

// Returns how many of the planned workers have a user to run.
unsigned useful_workers(const LoadPlan& plan);

}  // namespace traffic
