// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "gtest_traffic/load/load_part.h"

namespace traffic {

// Launches the loads of a run when their time has come. Belongs to the coordinator.
class Sequence {
 public:
  // The warm-up is that of the whole run.
  Sequence(const std::vector<std::unique_ptr<LoadPart>>& parts, Duration warm_up)
      : parts_(&parts), warm_up_(warm_up), begins_(parts.size()) {}

  // Launches what begins before the coordinator looks again; `course` is that of the whole run.
  void launch_due(const LoadControl& control, Finish& finish, const Course& course, Duration wall);

  // What has not begun never does.
  void end() { ended_ = true; }

  // Waits until all that is to come has come and gone, or for a time; tells which.
  bool wait_until(Finish& finish, Time time) const;

  // Tells whether nothing more will be due.
  bool arrivals_over(Duration wall) const;

 private:
  bool has_begin(std::size_t index, const Course& course, Duration wall);
  bool more_to_come() const;

  const std::vector<std::unique_ptr<LoadPart>>* parts_;
  Duration warm_up_;
  std::vector<std::optional<Duration>> begins_;  // by the run's time, once known
  bool ended_ = false;
};

}  // namespace traffic
