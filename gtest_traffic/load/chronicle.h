// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "gtest_traffic/load/abort_watch.h"
#include "gtest_traffic/load/control.h"
#include "gtest_traffic/load/course.h"
#include "gtest_traffic/load/load_part.h"
#include "gtest_traffic/load/plan.h"
#include "gtest_traffic/metrics/live_view.h"
#include "gtest_traffic/metrics/report.h"

namespace traffic {

// Turns the workers' news into rows of the series and the live view. Rows follow the run's time,
// which stands still while the run is paused. Belongs to the coordinator.
class Chronicle {
 public:
  using Parts = std::vector<std::unique_ptr<LoadPart>>;
  Chronicle(const LoadPlan& plan, const Parts& parts, Report& report, AbortWatch& watch);

  // Follows what was changed by hand.
  void follow(const LoadControl& control);

  // Adds what happened until `wall` since the start, as far as it has been told by then.
  void add(Duration wall, bool ended);

  // Tells the observers of a run that stands still.
  void tell_of_pause(Duration wall);

  const Course& course() const { return course_; }

 private:
  double arrivals(Duration wall) const;
  std::string stage(Duration wall);

  const LoadPlan* plan_;
  const Parts* parts_;
  Report* report_;
  AbortWatch* watch_;
  Course course_;
  std::size_t followed_ = 0;
  double arrivals_ = 0;     // due until the latest row
  std::vector<bool> over_;  // of the parts: done at the latest row
  LiveView view_;
  Duration last_{0};  // the end of the latest row, by the run's time
};

}  // namespace traffic
