// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/report/console/locust_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>
#include <vector>

#include "gtest_traffic/histogram.h"
#include "gtest_traffic/report/console/cells.h"
#include "gtest_traffic/report/step_type.h"

namespace traffic::detail {
namespace {

constexpr std::size_t kShortestName = 30;
constexpr std::size_t kLongestName = 60;

// The figures of one row.
struct LocustRow {
  std::string type;
  std::string name;
  std::uint64_t requests = 0;
  std::uint64_t errors = 0;
  Histogram times = {};
  double request_rate = 0;
  double error_rate = 0;
};

std::string line_of(const LocustRow& row, std::size_t width) {
  const auto ms = [](Duration time) { return std::llround(ms_of(time)); };
  return fmt::format("{:<8} {} {:>8} {:>8} {:>7} {:>7} {:>7} {:>7} {:>8.1f} {:>10.1f}\n", row.type,
                     pad_right(cut_middle(row.name, width), width), row.requests, row.errors,
                     ms(row.times.mean()), ms(row.times.min()), ms(row.times.max()),
                     ms(row.times.at(50)), row.request_rate, row.error_rate);
}

std::string text_of(const std::vector<LocustRow>& rows) {
  std::size_t width = kShortestName;
  for (const LocustRow& row : rows) width = std::max(width, cells(row.name));
  width = std::min(width, kLongestName);
  std::string text = fmt::format("{:<8} {} {:>8} {:>8} {:>7} {:>7} {:>7} {:>7} {:>8} {:>10}\n",
                                 "Type", pad_right("Name", width), "# reqs", "# fails", "Avg",
                                 "Min", "Max", "Median", "req/s", "failures/s");
  const std::string rule(text.size() - 1, '-');
  text += rule + "\n";
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (i + 1 == rows.size()) text += rule + "\n";
    text += line_of(rows[i], width);
  }
  return text + "\n";
}

// Returns the rows in the order of their names, and the sum of all requests as the last row.
template <class RatesOf>
std::vector<LocustRow> rows_of(std::span<const StepRow> steps, RatesOf rates_of) {
  std::vector<LocustRow> rows;
  LocustRow all{.type = "", .name = "Aggregated"};
  for (const StepRow& step : steps) {
    if (step.requests() == 0) continue;
    auto [type, name] = type_and_name(*step.name, step.is_block);
    LocustRow row{.type = std::move(type),
                  .name = std::move(name),
                  .requests = step.requests(),
                  .errors = step.errors(),
                  .times = step.measured.response_time};
    row.times.merge(step.outside.response_time);
    std::tie(row.request_rate, row.error_rate) = rates_of(step);
    if (!step.is_block) {
      all.requests += row.requests;
      all.errors += row.errors;
      all.times.merge(row.times);
      all.request_rate += row.request_rate;
      all.error_rate += row.error_rate;
    }
    rows.push_back(std::move(row));
  }
  std::stable_sort(rows.begin(), rows.end(), [](const LocustRow& a, const LocustRow& b) {
    return std::tie(a.name, a.type) < std::tie(b.name, b.type);
  });
  rows.push_back(std::move(all));
  return rows;
}

std::pair<double, double> rates(std::uint64_t requests, std::uint64_t errors, Duration time) {
  const double seconds = seconds_of(time);
  if (seconds <= 0) return {0, 0};
  return {static_cast<double>(requests) / seconds, static_cast<double>(errors) / seconds};
}

}  // namespace

std::string LocustTable::now(std::span<const StepRow> steps, Duration elapsed) {
  const Duration time = elapsed - std::exchange(last_, elapsed);
  return text_of(rows_of(steps, [&](const StepRow& step) {
    const Seen before =
        std::exchange(seen_[*step.name], {.requests = step.requests(), .errors = step.errors()});
    return rates(step.requests() - before.requests, step.errors() - before.errors, time);
  }));
}

std::string LocustTable::whole(std::span<const StepRow> steps, Duration elapsed) {
  return text_of(rows_of(
      steps, [&](const StepRow& step) { return rates(step.requests(), step.errors(), elapsed); }));
}

}  // namespace traffic::detail
