// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "gtest_traffic/base/watch_clock.h"
#include "gtest_traffic/load/load_part.h"

namespace traffic::detail {

// Monitors the workers of a run. Reports a journey that blocks its worker, and abandons a worker
// that does not end in time. Belongs to the coordinator, which calls `attend` at least every 0.1 s.
class Watchdog {
 public:
  explicit Watchdog(const std::vector<std::unique_ptr<LoadPart>>& parts) : parts_(&parts) {}

  // `wall` is the time since the start of the run; `ending` is true if arrivals were ended early.
  void attend(Duration wall, bool ending);

 private:
  struct Watched {
    std::uint64_t turn = 0;
    Duration stood{0};
    bool told = false;
  };
  struct WatchedPart {
    std::vector<Watched> workers;
    Duration over{0};  // since its last arrival
    Duration cut{0};   // since a person requested an immediate end
  };
  void look_at(LoadPart& part, WatchedPart& watched, Duration passed);

  const std::vector<std::unique_ptr<LoadPart>>* parts_;
  std::vector<WatchedPart> watched_;
  WatchClock clock_;
};

}  // namespace traffic::detail
