// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "gtest_traffic/compare/change_points.h"
#include "gtest_traffic/compare/comparison.h"
#include "gtest_traffic/compare/history_run.h"

namespace traffic::compare {

// One metric over time: a point for each commit, the median of its runs, since runs of one commit
// have its build in common.
struct Series {
  struct Point {
    std::string time, commit, machine;
    double value = 0;
    std::size_t runs = 0;
  };
  MetricName name;
  std::string unit;
  std::string dropped;  // why there are earlier points that are not below; empty: there are none
  std::vector<Point> points;
};

// A series and its lasting changes.
struct SeriesHistory {
  Series series;
  double noise = 0;  // relative deviation of one point around its level
  struct Change {
    std::size_t index = 0;  // of the first point of the new level
    double size = 0;        // new level / old level - 1
    double low = 0, high = 0;
    bool is_worse = false;
    bool is_open = false;  // worse, and the level has not come back since
  };
  std::vector<Change> changes;
  bool is_too_short = false;
  bool has_ratio = true;  // all values are above zero
};

// Sorts runs, in the order of time, into series of what the options want.
std::vector<Series> series_of(std::span<const HistoryRun> runs, const CompareOptions& options);

// Finds the changes of a series; options.alpha is the rate of false alarms of a series.
SeriesHistory study_history(Series series, const CompareOptions& options);

// Puts series into rows, one for each change and one for each series without. Open regressions
// whose first bad point is not after `since`, a commit or a time, are told but no longer count.
Expected<Comparisons> compare_history(std::span<const SeriesHistory> series,
                                      const std::string& since, const CompareOptions& options);

// A page with a plot of each series, its levels and its changes.
std::string to_html(std::span<const SeriesHistory> series, const Comparisons& comparisons);

}  // namespace traffic::compare
