// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <optional>

#include "gtest_traffic/load/control.h"
#include "gtest_traffic/metrics/run_clock.h"

namespace traffic::detail {

// The clock of a run under a control. Any thread may use it.
class LoadClock final : public RunClock {
 public:
  explicit LoadClock(const LoadControl& control) : control_(&control) {}

  RunSecond second_at(Time time) const override {
    const Duration wall = std::max(Duration(0), Duration(time - control_->start()));
    const auto index =
        static_cast<std::uint64_t>(control_->timeline().run_time(wall) / std::chrono::seconds(1));
    return {index, index == 0 ? Time::min() : begin_of(index), begin_of(index + 1)};
  }

  // Returns the begin of a second in wall time; for a second after a pause whose end is unknown, a
  // time that is never reached.
  Time begin_of(std::uint64_t index) const {
    const std::optional<Duration> wall =
        control_->timeline().wall_time(index * std::chrono::seconds(1));
    return wall ? control_->start() + *wall : Time::max();
  }

 private:
  const LoadControl* control_;
};

}  // namespace traffic::detail
