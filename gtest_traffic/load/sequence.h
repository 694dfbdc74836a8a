// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "gtest_traffic/load/load_part.h"

namespace traffic::detail {

// Launches the loads of a run when they are due. Belongs to the coordinator.
class Sequence {
 public:
  // `warm_up` is the warm-up of the whole run.
  Sequence(const std::vector<std::unique_ptr<LoadPart>>& parts, Duration warm_up)
      : parts_(&parts), warm_up_(warm_up), begins_(parts.size()) {}

  // Launches the loads that begin before the next call of the coordinator.
  void launch_due(LoadControl& control, WorkerLatch& latch, Duration wall);

  // Cancels all loads that have not begun.
  void end() { ended_ = true; }

  // Waits until all loads have ended, or until a time. Returns true if all have ended.
  bool wait_until(WorkerLatch& latch, Time time) const;

  // Returns true if no more arrivals are due.
  bool arrivals_over(Duration wall) const;

 private:
  bool has_begin(std::size_t index, const LoadTimeline& timeline, Duration wall);
  bool more_to_come() const;

  const std::vector<std::unique_ptr<LoadPart>>* parts_;
  Duration warm_up_;
  std::vector<std::optional<Duration>> begins_;  // in the time of the run, if known
  bool ended_ = false;
};

}  // namespace traffic::detail
