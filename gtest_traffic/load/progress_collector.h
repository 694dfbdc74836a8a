// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "gtest_traffic/load/abort_watch.h"
#include "gtest_traffic/load/control.h"
#include "gtest_traffic/load/load_clock.h"
#include "gtest_traffic/load/load_part.h"
#include "gtest_traffic/load/second_rows.h"
#include "gtest_traffic/load/step_rows.h"
#include "gtest_traffic/metrics/live_view.h"
#include "gtest_traffic/plan/load_timeline.h"
#include "gtest_traffic/plan/plan.h"
#include "gtest_traffic/report.h"

namespace traffic::detail {

// Converts the deliveries of the workers into rows of the series and the live view. A row has the
// requests that were done in its second, in the time of the run, which stops during a pause. The
// row is added when every worker has reported that second. If a worker is blocked, the row is added
// after a short wait, and the late requests are added to the row afterwards. Belongs to the
// coordinator.
class ProgressCollector {
 public:
  using Parts = std::vector<std::unique_ptr<LoadPart>>;
  ProgressCollector(const LoadPlan& plan, const Parts& parts, const LoadControl& control,
                    Report& report, AbortWatch& watch);

  // Adds the rows that are due at `wall` since the start. At the end, adds all that remain.
  void collect(Duration wall, bool ended);

  // Returns when the next row may be due; nothing during a pause.
  std::optional<Duration> next(Duration wall) const;

  // Notifies the observers while the run is paused.
  void report_pause(Duration wall);

 private:
  std::optional<Duration> end_of_next() const;
  bool is_due(Duration wall) const;
  void gather();
  void add(Duration wall, bool ended);
  void add_late(const SecondCounts& late);
  void notify(const SeriesRow& row);
  void add_failing();
  void warn_about_steps(const SeriesRow& row);
  double arrivals(Duration wall) const;
  std::string stage(Duration wall);

  const LoadPlan* plan_;
  const Parts* parts_;
  const LoadControl* control_;
  Report* report_;
  AbortWatch* watch_;
  LoadClock clock_;
  SecondRows rows_;
  StepRows step_rows_;
  std::uint64_t complete_ = 0;             // the seconds before this one are complete
  std::vector<DistinctFailure> failures_;  // since the latest row
  Report failing_;                         // the failures since the start
  bool warned_ = false;                    // about gates on steps without requests
  std::vector<SeriesRow> late_;            // of the current row
  SecondCounts now_;                       // of the current row and its late requests
  double arrivals_ = 0;                    // due until the latest row
  std::uint64_t journeys_ = 0;             // started until the latest row
  std::vector<bool> over_;                 // for each part: done at the latest row
  LiveView view_;
  Duration last_{0};  // the end of the latest row, in the time of the run
};

}  // namespace traffic::detail
