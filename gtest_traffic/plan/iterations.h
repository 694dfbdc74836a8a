// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "gtest_traffic/error.h"
#include "gtest_traffic/plan/plan.h"

namespace traffic::detail {

// Counts the iterations that remain for one worker of a closed load. Does no I/O and reads no
// clock.
class Iterations {
 public:
  Iterations(const LoadPlan& plan, unsigned worker);

  bool limited() const { return in_all_.has_value(); }

  // Returns the maximum number of iterations per user; nothing if there is no such limit.
  std::optional<std::uint64_t> per_user() const { return per_user_; }

  // Takes one iteration. Returns false if none remains.
  bool take();

  // Returns the number that remains; 0 if there is no limit.
  std::uint64_t left() const { return limited() ? *in_all_ - taken_ : 0; }
  bool all_taken() const { return limited() && left() == 0; }

 private:
  std::optional<std::uint64_t> in_all_;  // for this worker
  std::optional<std::uint64_t> per_user_;
  std::uint64_t taken_ = 0;
};

// Returns the share of `count` for this worker. Shares differ by at most one, and their sum is
// `count`.
std::uint64_t share_of(std::uint64_t count, unsigned worker, unsigned workers);

// Distributes the users of several classes, one class after the other, so that the workers have
// equal numbers. Returns the share of this worker in each class.
std::vector<std::size_t> shares_of(const std::vector<std::size_t>& by_class, unsigned worker,
                                   unsigned workers);

// Returns an error for iterations in an open load, for zero iterations, or for both kinds at once.
std::optional<Error> refuse_iterations(const LoadPlan& plan);

// Returns how many of the planned workers have at least one user.
unsigned useful_workers(const LoadPlan& plan);

}  // namespace traffic::detail
