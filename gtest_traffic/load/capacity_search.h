// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>

#include "gtest_traffic/base/units.h"
#include "gtest_traffic/metrics/capacity.h"

namespace traffic {

// Decides which rate to try next: doubles it from the lowest until one does not pass, then halves
// the interval until it is as narrow as asked. A rate that does not pass is tried once more before
// it counts, for one run may be bad luck. Pure; a value.
class CapacitySearch {
 public:
  enum class Trial : std::uint8_t {
    kPassed,
    kFailed,
    kGenerator,  // invalid: the generator was the limit
    kTooFew,     // too few requests for the gates, as at a low rate
  };

  // `from` is above zero, `to` no less; `precision` is of the interval's width to its lower end.
  CapacitySearch(Rate from, Rate to, Percent precision);

  std::optional<Rate> next() const { return next_; }  // nothing when the search has ended
  void tell(Trial trial);                             // what came of `next`

  std::optional<Rate> passed() const { return passed_; }  // the highest
  std::optional<Rate> failed() const { return failed_; }  // the lowest
  Capacity::End end() const;

 private:
  void advance();

  Rate to_;
  Percent precision_;
  std::optional<Rate> next_, passed_, failed_;
  std::optional<Trial> first_try_;  // of `next`, where it did not pass
  Trial limit_ = Trial::kFailed;    // what `failed` came to
};

}  // namespace traffic
