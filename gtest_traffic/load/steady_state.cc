// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/load/steady_state.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace traffic::detail {
namespace {

constexpr std::size_t kFewestRows = 10;
constexpr std::uint64_t kFewestRequests = 10;  // of a row
constexpr double kSlower = 1.1;
constexpr double kDeviations = 5;
constexpr double kToNormal = 1.4826;
constexpr double kSameLevel = 0.02;

double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

double level(const SeriesRow& row, LoadModel model) {
  return model == LoadModel::kOpen ? row.offered_rate : static_cast<double>(row.active_users);
}

// The last row ends with the run, and may be shorter.
std::vector<const SeriesRow*> whole_rows(const Report& report) {
  std::vector<const SeriesRow*> rows;
  for (const SeriesRow& row : report.series.rows()) {
    if (!row.warm_up) rows.push_back(&row);
  }
  if (!rows.empty()) rows.pop_back();
  return rows;
}

}  // namespace

std::optional<std::string> steady_state_note(const Report& report) {
  const auto rows = whole_rows(report);
  if (rows.size() < kFewestRows) return std::nullopt;
  const double usual = level(*rows[rows.size() / 2], report.model);
  std::vector<double> medians;
  for (const SeriesRow* row : rows) {
    if (row->requests < kFewestRequests) return std::nullopt;
    if (std::abs(level(*row, report.model) - usual) > kSameLevel * usual) return std::nullopt;
    medians.push_back(static_cast<double>(row->response_time.at(50).count()));
  }
  const auto half = medians.begin() + static_cast<std::ptrdiff_t>(medians.size() / 2);
  const std::vector<double> later(half, medians.end());
  const double settled = median(later);
  std::vector<double> distances;
  for (const double value : later) distances.push_back(std::abs(value - settled));
  const double bound =
      std::max(kSlower * settled, settled + kDeviations * kToNormal * median(distances));
  const auto first_settled =
      std::find_if(medians.begin(), half, [&](double value) { return value <= bound; });
  if (first_settled == medians.begin() || first_settled == half) return std::nullopt;
  const auto slow = static_cast<std::size_t>(first_settled - medians.begin());
  const double before = rows.front()->second - rows.front()->length;
  const double seconds = rows[slow - 1]->second;
  return fmt::format(
      "the first {:.0f} s were slower than the rest (p50 {} against {}); a warm-up of {:.0f} s "
      "would "
      "leave them out",
      seconds - before, to_string(Duration(std::llround(medians.front()))),
      to_string(Duration(std::llround(settled))), std::ceil(seconds));
}

}  // namespace traffic::detail
