// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "gtest_traffic/compare/change_points.h"
#include "gtest_traffic/compare/comparison.h"
#include "gtest_traffic/compare/history_run.h"

namespace traffic::detail::compare {

// Holds the values of one metric over time. Each point is the median of the runs of one commit,
// because these runs share one build.
struct Series {
  struct Point {
    std::string time, commit, machine;
    double value = 0;
    std::size_t runs = 0;
  };
  MetricName name;
  std::string unit;
  Better better = Better::kLower;
  std::string dropped;  // reason for leaving out earlier points, or empty
  std::vector<Point> points;
};

// Holds a series and its lasting changes.
struct SeriesHistory {
  Series series;
  double noise = 0;  // relative deviation of one point around its level
  struct Change {
    std::size_t index = 0;  // of the first point of the new level
    double size = 0;        // new level / old level - 1
    double low = 0, high = 0;
    bool is_worse = false;
    bool is_open = false;  // worse, and not recovered since
  };
  std::vector<Change> changes;
  bool is_too_short = false;
  bool has_ratio = true;  // all values are above zero
};

// Groups runs, ordered by time, into series. Includes only the metrics that the options select.
std::vector<Series> series_of(std::span<const HistoryRun> runs, const CompareOptions& options);

// Finds the changes of a series. options.alpha is the rate of false alarms for each series.
SeriesHistory study_history(Series series, const CompareOptions& options);

// Finds the changes of all series. options.alpha is the rate of false alarms of all series
// together; each series with a known direction gets an equal share.
std::vector<SeriesHistory> study_histories(std::vector<Series> all, const CompareOptions& options);

// Returns one row for each change, and one for each series without a change. `since` is a commit or
// a time. An open regression that began at or before `since` is reported, but does not count.
Expected<Comparisons> compare_history(std::span<const SeriesHistory> series,
                                      const std::string& since, const CompareOptions& options);

// Returns a page with a plot of each series, its levels and its changes.
std::string to_html(std::span<const SeriesHistory> series, const Comparisons& comparisons);

}  // namespace traffic::detail::compare
