// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "gtest_traffic/base/watch_clock.h"
#include "gtest_traffic/load/load_part.h"

namespace traffic::detail {

// Monitors the workers of a run. Reports a journey that blocks its worker, and abandons a worker
// that does not end in time. Belongs to the coordinator, which calls `check` at least every 0.1 s.
class Watchdog {
 public:
  explicit Watchdog(const std::vector<std::unique_ptr<LoadPart>>& parts) : parts_(&parts) {}

  // `wall` is the time since the start of the run. `stop_level` is that of its control.
  void check(Duration wall, int stop_level);

 private:
  struct Watched {
    std::uint64_t turn = 0;
    Duration blocked_for{0};
    bool reported = false;
  };
  struct WatchedPart {
    std::vector<Watched> workers;
    Duration over{0};  // since its last arrival
    Duration cut{0};   // since a person requested an immediate end
  };
  void check_part(LoadPart& part, WatchedPart& watched, Duration passed);

  const std::vector<std::unique_ptr<LoadPart>>* parts_;
  std::vector<WatchedPart> watched_;
  WatchClock clock_;
};

}  // namespace traffic::detail
