// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "gtest_traffic/compare/history.h"
#include "gtest_traffic/compare/outputs.h"
#include "gtest_traffic/compare/robust.h"

namespace traffic::detail::compare {
namespace {

constexpr double kWidth = 900, kHeight = 160, kMargin = 8;

// Returns the range of the plot, which includes all values except extreme spikes.
std::pair<double, double> range_of(const Series& series) {
  std::vector<double> values;
  for (const auto& point : series.points) values.push_back(point.value);
  const double middle = median(values), reach = 12 * robust_deviation(values, middle);
  const auto [least, most] = std::minmax_element(values.begin(), values.end());
  double low = *least, high = *most;
  if (reach > 0) low = std::max(low, middle - reach), high = std::min(high, middle + reach);
  const double pad = std::max((high - low) / 20, std::abs(middle) * 1e-6 + 1e-12);
  return {low - pad, high + pad};
}

std::string plot(const SeriesHistory& history) {
  const auto& points = history.series.points;
  const auto [low, high] = range_of(history.series);
  const auto x = [&](double index) {
    const double last = std::max<double>(1, static_cast<double>(points.size()) - 1);
    return kMargin + (kWidth - 2 * kMargin) * index / last;
  };
  const auto y = [&, low = low, high = high](double value) {
    return kHeight - kMargin -
           (kHeight - 2 * kMargin) * (std::clamp(value, low, high) - low) / (high - low);
  };
  std::string out =
      fmt::format("<svg viewBox=\"0 0 {} {}\" width=\"100%\" role=\"img\">\n", kWidth, kHeight);
  for (std::size_t i = 0; i < points.size(); ++i) {
    out += fmt::format(
        "<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"2\"><title>{:.6g} {} {} {}</title></circle>\n",
        x(static_cast<double>(i)), y(points[i].value), points[i].value,
        escape_markup(history.series.unit), escape_markup(points[i].commit),
        escape_markup(points[i].time));
  }
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= history.changes.size(); ++i) {
    const std::size_t end = i < history.changes.size() ? history.changes[i].index : points.size();
    std::vector<double> values;
    for (std::size_t k = begin; k < end; ++k) values.push_back(points[k].value);
    if (!values.empty()) {
      out += fmt::format(
          "<line class=\"level\" x1=\"{:.1f}\" x2=\"{:.1f}\" y1=\"{:.1f}\" y2=\"{:.1f}\"/>\n",
          x(static_cast<double>(begin)), x(static_cast<double>(end - 1)), y(median(values)),
          y(median(values)));
      out += fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\">{:.5g} {}</text>\n",
                         x(static_cast<double>(begin)), std::max(12.0, y(median(values)) - 10),
                         median(values), escape_markup(history.series.unit));
    }
    if (i < history.changes.size()) {
      out += fmt::format("<line class=\"{}\" x1=\"{:.1f}\" x2=\"{:.1f}\" y1=\"0\" y2=\"{}\"/>\n",
                         history.changes[i].is_open ? "worse" : "zero",
                         x(static_cast<double>(end) - 0.5), x(static_cast<double>(end) - 0.5),
                         kHeight);
    }
    begin = end;
  }
  return out + "</svg>\n";
}

}  // namespace

std::string to_html(std::span<const SeriesHistory> histories, const Comparisons& comparisons) {
  std::string body = fmt::format("<p>{}</p>\n", escape_markup(summary_text(comparisons)));
  for (const std::string& note : comparisons.notes)
    body += fmt::format("<p>note: {}</p>\n", escape_markup(note));
  for (const SeriesHistory& history : histories) {
    const Series& series = history.series;
    body += fmt::format("<h2>{} {}</h2>\n<p>{} commits; noise of one run: {:.2g} %{}</p>\n",
                        escape_markup(series.name.benchmark), escape_markup(series.name.metric),
                        series.points.size(), 100 * history.noise,
                        series.unit.empty() ? "" : "; in " + escape_markup(series.unit));
    body += plot(history);
    for (const Comparison& row : comparisons.rows) {
      if (row.name != series.name || history.changes.empty()) continue;
      body += fmt::format("<p class=\"{}\">{}: {}</p>\n", to_string(row.finding), change_text(row),
                          escape_markup(row.note));
    }
  }
  return html_page("Benchmarks over time", body);
}

}  // namespace traffic::detail::compare
