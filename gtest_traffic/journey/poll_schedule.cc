// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/journey/poll_schedule.h"

#include <algorithm>

namespace traffic::detail {

PollSchedule::PollSchedule(Time begin, Time deadline, Duration every)
    : begin_(begin),
      deadline_(deadline),
      every_(std::max<Duration>(every, std::chrono::milliseconds(1))),
      last_start_(begin) {}

void PollSchedule::start(Time now) {
  last_start_ = now;
  ++attempts_;
}

std::optional<Time> PollSchedule::next(Time now) const {
  if (now >= deadline_) return std::nullopt;
  return std::min(deadline_, std::max(now, last_start_ + every_));
}

}  // namespace traffic::detail
