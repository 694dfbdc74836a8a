// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/load/second_rows.h"

#include <algorithm>

namespace traffic::detail {

void SecondRows::add(const Seconds& seconds, const std::vector<LateRequest>& late_requests) {
  for (const SecondCounts& second : seconds) {
    (second.index < next_ ? late_seconds_ : pending_).at(second.index).merge(second);
  }
  for (const LateRequest& late : late_requests) {
    const std::uint64_t index = clock_->second_at(late.done).index;
    if (index < next_) {
      late_.emplace_back(index, late);
    } else {
      pending_.at(index).add(late);
    }
  }
}

const SecondCounts& SecondRows::take() {
  pending_.take(next_, taken_);
  ++next_;
  return taken_;
}

const SecondCounts& SecondRows::take_rest() {
  pending_.take(next_, taken_);
  for (const SecondCounts& later : pending_) taken_.merge(later);
  pending_.clear();
  ++next_;
  return taken_;
}

void SecondRows::take_late(const std::function<void(const SecondCounts&)>& use) {
  for (const SecondCounts& second : late_seconds_) use(second);
  late_seconds_.clear();
  std::stable_sort(late_.begin(), late_.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  for (auto one = late_.begin(); one != late_.end();) {
    scratch_.clear();
    scratch_.index = one->first;
    for (; one != late_.end() && one->first == scratch_.index; ++one) scratch_.add(one->second);
    use(scratch_);
  }
  late_.clear();
}

}  // namespace traffic::detail
