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
#include "gtest_traffic/report.h"

namespace traffic::detail {

// Converts the figures from the workers into rows of the series and the live view. Rows follow the
// time of the run, which stops during a pause. Belongs to the coordinator.
class Chronicle {
 public:
  using Parts = std::vector<std::unique_ptr<LoadPart>>;
  Chronicle(const LoadPlan& plan, const Parts& parts, Report& report, AbortWatch& watch);

  // Applies the changes made by hand.
  void follow(const LoadControl& control);

  // Adds the figures that the workers have reported until `wall` since the start.
  void add(Duration wall, bool ended);

  // Notifies the observers while the run is paused.
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
  std::vector<bool> over_;  // for each part: done at the latest row
  LiveView view_;
  Duration last_{0};  // the end of the latest row, in the time of the run
};

}  // namespace traffic::detail
