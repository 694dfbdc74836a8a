// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gtest_traffic/load/abort_watch.h"
#include "gtest_traffic/load/control.h"
#include "gtest_traffic/load/course.h"
#include "gtest_traffic/load/mailbox.h"
#include "gtest_traffic/load/plan.h"
#include "gtest_traffic/metrics/live_view.h"
#include "gtest_traffic/metrics/report.h"

namespace traffic {

// Turns the workers' news into rows of the series and the live view. Rows follow the run's time,
// which stands still while the run is paused. Belongs to the coordinator.
class Chronicle {
 public:
  Chronicle(const LoadPlan& plan, Report& report, AbortWatch& watch);

  // Follows what was changed by hand.
  void follow(const LoadControl& control);

  // Adds what happened until `wall` since the start.
  void add(Mailbox::News news, Duration wall, bool ended);

  // Tells the observers of a run that stands still.
  void tell_of_pause(Duration wall);

  const Course& course() const { return course_; }

 private:
  const LoadPlan* plan_;
  Report* report_;
  AbortWatch* watch_;
  Course course_;
  std::size_t followed_ = 0;
  LiveView view_;
  Duration wall_{0}, last_{0};  // of the latest row: on the wall, and by the run's time
};

}  // namespace traffic
