// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/compare/history.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

#include "gtest_traffic/compare/robust.h"

namespace traffic::detail::compare {
namespace {

constexpr double kSmallest = 0.01;    // smaller lasting changes are not reported (1 %)
constexpr std::size_t kShortest = 5;  // minimum points of a level

std::string range(const Series& series, std::size_t index) {
  const auto& good = series.points[index - 1];
  const auto& bad = series.points[index];
  const auto name = [](const Series::Point& point) {
    return point.commit.empty() ? point.time : point.commit.substr(0, 12);
  };
  return name(good) + ".." + name(bad);
}

// Returns the time after which changes count. Returns an error if `since` is neither a commit nor a
// time.
Expected<std::string> time_of(const std::string& since, std::span<const SeriesHistory> histories) {
  if (since.empty() || (since.size() >= 10 && since[4] == '-' && since[7] == '-')) return since;
  std::string latest;
  for (const auto& history : histories) {
    for (const auto& point : history.series.points) {
      if (point.commit.starts_with(since)) latest = std::max(latest, point.time);
    }
  }
  if (latest.empty())
    return Error{fmt::format("--since: '{}' is not a commit of the history", since)};
  return latest;
}

Comparison row_of(const SeriesHistory& history, const SeriesHistory::Change& change,
                  const std::string& since) {
  const Series& series = history.series;
  Comparison row;
  row.name = series.name;
  row.change = change.size;
  row.low = change.low;
  row.high = change.high;
  const bool judged = series.better != Better::kUnknown;
  row.finding = !judged           ? Finding::kNotJudged
                : change.is_worse ? Finding::kSlower
                                  : Finding::kFaster;
  const bool known = !since.empty() && series.points[change.index].time <= since;
  std::string state = !judged            ? "changed"
                      : !change.is_worse ? "improved"
                      : change.is_open   ? "open"
                                         : "recovered";
  if (change.is_worse && change.is_open && known) state = "known";
  // A change that has recovered or is known is no longer a regression.
  if (state == "recovered" || state == "known") row.finding = Finding::kSame;
  std::size_t begin = 0, end = series.points.size();
  for (const auto& other : history.changes) {
    if (other.index < change.index) begin = other.index;
    if (other.index > change.index) end = std::min(end, other.index);
  }
  row.base_runs = change.index - begin;
  row.new_runs = end - change.index;
  row.note = fmt::format("{} in {} at {}", state, range(series, change.index),
                         series.points[change.index].time);
  if (series.points[change.index - 1].machine != series.points[change.index].machine)
    row.note += "; the machine changed there too";
  row.details = {{"state", state},
                 {"last_before", series.points[change.index - 1].commit},
                 {"first_after", series.points[change.index].commit},
                 {"time", series.points[change.index].time},
                 {"noise", history.noise}};
  return row;
}

Comparison row_without_change(const SeriesHistory& history) {
  Comparison row;
  row.name = history.series.name;
  row.base_runs = row.new_runs = history.series.points.size();
  row.details = {{"noise", history.noise}};
  if (history.is_too_short) {
    row.note = fmt::format("{} commits are too few; {} are necessary", history.series.points.size(),
                           2 * kShortest);
  } else if (!history.has_ratio) {
    row.note = "no ratio, because values are zero or less";
  } else {
    row.finding = Finding::kSame;
    row.change = 0;
    row.note = fmt::format("noise of one run: {:.2g} %", 100 * history.noise);
  }
  return row;
}

std::string text_of(const MetricName& name) { return name.benchmark + " " + name.metric; }

// Returns notes on the parts of the history that are ignored or have ended.
std::vector<std::string> notes_on(std::span<const SeriesHistory> histories) {
  std::vector<std::string> out;
  const Series::Point* latest = nullptr;
  for (const SeriesHistory& history : histories) {
    const Series::Point& last = history.series.points.back();
    if (latest == nullptr || latest->time < last.time) latest = &last;
  }
  std::vector<std::string> missing;
  for (const SeriesHistory& history : histories) {
    const Series& series = history.series;
    if (!series.dropped.empty()) {
      out.push_back(
          fmt::format("{} {}; earlier values are ignored", text_of(series.name), series.dropped));
    }
    const Series::Point& last = series.points.back();
    const bool same_commit = !last.commit.empty() && last.commit == latest->commit;
    if (last.time < latest->time && !same_commit) missing.push_back(text_of(series.name));
  }
  constexpr std::size_t kNamed = 10;
  if (!missing.empty()) {
    const std::span<const std::string> named(missing.data(), std::min(kNamed, missing.size()));
    out.push_back(fmt::format(
        "missing from the latest commit: {}{}", fmt::join(named, ", "),
        missing.size() > kNamed ? fmt::format(" and {} more", missing.size() - kNamed) : ""));
  }
  return out;
}

}  // namespace

std::vector<Series> series_of(std::span<const HistoryRun> runs, const CompareOptions& options) {
  struct Building {
    Series series;
    std::vector<double> values;  // of the last point
  };
  std::map<MetricName, Building> metrics;
  for (const HistoryRun& run : runs) {
    for (const auto& [name, figure] : run.result.figures) {
      if (!is_wanted(name, options)) continue;
      Building& building = metrics[name];
      Series& series = building.series;
      series.name = name;
      const std::string commit = run.commit();
      const bool same = !series.points.empty() && !commit.empty() &&
                        series.points.back().commit == commit && series.unit == figure.unit;
      if (!same) {
        if (!series.points.empty() && series.unit != figure.unit) {
          series.dropped = fmt::format("changed its unit from '{}' to '{}' at {}", series.unit,
                                       figure.unit, commit.empty() ? run.time : commit);
          series.points.clear();
        }
        series.unit = figure.unit;
        series.better = better(name, figure);
        building.values.clear();
        series.points.push_back({.time = run.time, .commit = commit});
        const auto machine = run.result.context.find("machine");
        if (machine != run.result.context.end()) series.points.back().machine = machine->second;
      }
      building.values.push_back(figure.value);
      series.points.back().value = median(building.values);
      series.points.back().runs = building.values.size();
    }
  }
  std::vector<Series> out;
  out.reserve(metrics.size());
  for (auto& [name, building] : metrics) out.push_back(std::move(building.series));
  return out;
}

SeriesHistory study_history(Series series, const CompareOptions& options) {
  SeriesHistory out;
  out.series = std::move(series);
  const auto& points = out.series.points;
  const double sign = out.series.better == Better::kHigher ? -1 : 1;
  std::vector<double> costs;
  for (const auto& point : points) {
    if (point.value <= 0) out.has_ratio = false;
    costs.push_back(sign * std::log(point.value));
  }
  out.is_too_short = points.size() < 2 * kShortest;
  const bool all_equal = std::all_of(points.begin(), points.end(), [&](const Series::Point& point) {
    return point.value == points.front().value;
  });
  if (all_equal) out.has_ratio = true;  // also if all are zero: there is no change
  if (!out.has_ratio || out.is_too_short || all_equal) return out;
  const ChangePoints found = find_change_points(
      costs,
      {.alpha = options.alpha, .shortest = kShortest, .smallest_shift = std::log1p(kSmallest)});
  out.noise = found.noise;
  for (std::size_t i = 0; i < found.found.size(); ++i) {
    const ChangePoint& point = found.found[i];
    const double shift = point.after - point.before;
    SeriesHistory::Change change{.index = point.index};
    const auto size = [&](double cost) { return std::expm1(sign * cost); };
    change.size = size(shift);
    const double reach = -normal_quantile(options.alpha / 2) * point.error;
    change.low = std::min(size(shift - reach), size(shift + reach));
    change.high = std::max(size(shift - reach), size(shift + reach));
    change.is_worse = shift > 0 && out.series.better != Better::kUnknown;
    change.is_open = change.is_worse;
    for (std::size_t later = i + 1; later < found.found.size(); ++later)
      change.is_open = change.is_open && found.found[later].after > point.before + shift / 2;
    out.changes.push_back(change);
  }
  return out;
}

std::vector<SeriesHistory> study_histories(std::vector<Series> all, const CompareOptions& options) {
  const auto judged = std::count_if(all.begin(), all.end(), [](const Series& series) {
    return series.better != Better::kUnknown;
  });
  CompareOptions share = options;
  share.alpha /= static_cast<double>(std::max<std::ptrdiff_t>(1, judged));
  std::vector<SeriesHistory> out;
  out.reserve(all.size());
  for (Series& series : all) out.push_back(study_history(std::move(series), share));
  return out;
}

Expected<Comparisons> compare_history(std::span<const SeriesHistory> histories,
                                      const std::string& since, const CompareOptions& options) {
  const auto time = time_of(since, histories);
  if (!time) return time.error();
  Comparisons out;
  out.alpha = options.alpha;
  out.notes = notes_on(histories);
  for (const SeriesHistory& history : histories) {
    for (const auto& change : history.changes) out.rows.push_back(row_of(history, change, *time));
    if (history.changes.empty()) out.rows.push_back(row_without_change(history));
  }
  return out;
}

}  // namespace traffic::detail::compare
