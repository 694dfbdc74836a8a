// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/load/capacity_search.h"

#include <algorithm>
#include <cmath>

namespace traffic::detail {
namespace {

constexpr double kGrowth = 2;

// Rounds to three digits, which are easier to read than the results of halving.
double rounded(double rate) {
  const double unit = std::pow(10, std::floor(std::log10(rate)) - 2);
  return std::round(rate / unit) * unit;
}

}  // namespace

CapacitySearch::CapacitySearch(Rate from, Rate to, Percent precision)
    : to_(to), precision_(precision), next_(from) {}

void CapacitySearch::add_result(Trial trial) {
  if (!next_) return;
  // After a failure, the search tries a rate above one that passed, which had enough requests.
  // Too few requests at the higher rate are therefore a failure.
  if (trial == Trial::kTooFew && failed_) trial = Trial::kFailed;
  if (trial == Trial::kFailed || trial == Trial::kGenerator) {
    if (!first_try_) {
      first_try_ = trial;
      return;
    }
    // If one of the two runs failed its gates, the rate failed.
    limit_ = *first_try_ == Trial::kFailed ? Trial::kFailed : trial;
    failed_ = next_;
  }
  if (trial == Trial::kPassed) passed_ = next_;
  advance();
}

void CapacitySearch::advance() {
  first_try_.reset();
  const Rate tried = *next_;
  next_.reset();
  if (!failed_) {
    if (tried < to_) next_ = std::min(per_second(tried.per_second() * kGrowth), to_);
    return;
  }
  if (!passed_) return;
  const double low = passed_->per_second(), high = failed_->per_second();
  if (high - low <= precision_.fraction() * low) return;
  const double middle = (low + high) / 2;
  const double round = rounded(middle);
  next_ = per_second(round > low && round < high ? round : middle);
}

Capacity::End CapacitySearch::end() const {
  if (failed_) {
    return limit_ == Trial::kGenerator ? Capacity::End::kGenerator : Capacity::End::kFound;
  }
  return passed_ ? Capacity::End::kRangeEnds : Capacity::End::kTooFew;
}

}  // namespace traffic::detail
