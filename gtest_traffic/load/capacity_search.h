// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>

#include "gtest_traffic/capacity.h"
#include "gtest_traffic/units.h"

namespace traffic::detail {

// Selects the next rate to try. It doubles the rate until one fails, then halves the interval until
// the interval is as narrow as requested. A rate that fails is tried again before the failure
// counts, because one run can fail by chance. Pure. A value.
class CapacitySearch {
 public:
  enum class Trial : std::uint8_t {
    kPassed,
    kFailed,
    kGenerator,  // invalid: the generator was the limit
    kTooFew,     // too few requests for the gates, for example at a low rate
  };

  // `from` is above zero, and `to` is not below `from`. `precision` is the width of the interval
  // relative to its lower end.
  CapacitySearch(Rate from, Rate to, Percent precision);

  std::optional<Rate> next() const { return next_; }  // nothing when the search has ended
  void add_result(Trial trial);                       // the result of `next`

  std::optional<Rate> passed() const { return passed_; }  // the highest rate
  std::optional<Rate> failed() const { return failed_; }  // the lowest rate
  Capacity::End end() const;

 private:
  void advance();

  Rate to_;
  Percent precision_;
  std::optional<Rate> next_, passed_, failed_;
  std::optional<Trial> first_try_;  // the first failure of `next`
  Trial limit_ = Trial::kFailed;    // the reason for `failed`
};

}  // namespace traffic::detail
