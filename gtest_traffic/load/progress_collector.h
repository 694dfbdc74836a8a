// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "gtest_traffic/load/abort_watch.h"
#include "gtest_traffic/load/control.h"
#include "gtest_traffic/load/load_part.h"
#include "gtest_traffic/metrics/live_view.h"
#include "gtest_traffic/plan/load_timeline.h"
#include "gtest_traffic/plan/plan.h"
#include "gtest_traffic/report.h"

namespace traffic::detail {

// Converts the figures from the workers into rows of the series and the live view. Rows follow the
// time of the run, which stops during a pause. Belongs to the coordinator.
class ProgressCollector {
 public:
  using Parts = std::vector<std::unique_ptr<LoadPart>>;
  ProgressCollector(const LoadPlan& plan, const Parts& parts, const LoadControl& control,
                    Report& report, AbortWatch& watch);

  // Adds the figures that the workers have reported until `wall` since the start.
  void add(Duration wall, bool ended);

  // Notifies the observers while the run is paused.
  void report_pause(Duration wall);

 private:
  double arrivals(Duration wall) const;
  std::string stage(Duration wall);

  const LoadPlan* plan_;
  const Parts* parts_;
  const LoadControl* control_;
  Report* report_;
  AbortWatch* watch_;
  double arrivals_ = 0;     // due until the latest row
  std::vector<bool> over_;  // for each part: done at the latest row
  LiveView view_;
  Duration last_{0};  // the end of the latest row, in the time of the run
};

}  // namespace traffic::detail
