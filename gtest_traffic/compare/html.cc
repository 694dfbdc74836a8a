// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "gtest_traffic/compare/outputs.h"

namespace traffic::detail::compare {
namespace {

constexpr double kWidth = 160, kHeight = 18;

// Draws the interval as a bar, the change as a tick, and zero as a line. All rows have the same
// scale.
std::string interval(const Comparison& row, double reach) {
  if (!row.change || !std::isfinite(row.low) || !std::isfinite(row.high)) return "";
  const auto x = [&](double value) {
    return kWidth * (std::clamp(value / reach, -1.0, 1.0) + 1) / 2;
  };
  return fmt::format(
      "<svg width=\"{0}\" height=\"{1}\" role=\"img\"><line x1=\"{2}\" x2=\"{2}\" y1=\"0\" "
      "y2=\"{1}\" "
      "class=\"zero\"/><rect x=\"{3:.1f}\" y=\"6\" width=\"{4:.1f}\" height=\"6\"/>"
      "<line x1=\"{5:.1f}\" x2=\"{5:.1f}\" y1=\"2\" y2=\"16\"/></svg>",
      kWidth, kHeight, kWidth / 2, x(row.low), std::max(1.0, x(row.high) - x(row.low)),
      x(*row.change));
}

}  // namespace

std::string html_page(std::string_view title, std::string_view body) {
  return fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
      "<meta name=\"viewport\" content=\"width=device-width\"><title>{0}</title>\n<style>\n"
      ":root {{ color-scheme: light dark; }}\n"
      "body {{ font: 15px/1.45 system-ui, sans-serif; margin: 2em auto; max-width: 78em; padding: "
      "0 1em; }}\n"
      "table {{ border-collapse: collapse; width: 100%; }}\n"
      "th, td {{ text-align: left; padding: .3em .6em; border-bottom: 1px solid #8884; }}\n"
      "td:first-child, td:last-child {{ overflow-wrap: anywhere; min-width: 12em; }}\n"
      "td.number {{ font-variant-numeric: tabular-nums; white-space: nowrap; }}\n"
      ".slower {{ color: #c22; font-weight: 600; }} .faster {{ color: #181; font-weight: 600; }}\n"
      "svg rect {{ fill: #48c8; }} svg line, svg path {{ stroke: currentColor; fill: none; }}\n"
      "svg .zero {{ stroke: #8888; }} svg circle {{ fill: #48c; }} svg .level {{ stroke: #c80; "
      "stroke-width: 2; }}\n"
      "svg text {{ font-size: 12px; fill: currentColor; }}\n"
      "svg .worse {{ stroke: #c22; stroke-width: 2; }}\n"
      "</style></head><body>\n<h1>{0}</h1>\n{1}</body></html>\n",
      escape_markup(title), body);
}

std::string to_html(const Comparisons& comparisons) {
  double reach = 0.01;
  for (const Comparison& row : comparisons.rows) {
    for (const double value : {row.low, row.high}) {
      if (std::isfinite(value)) reach = std::max(reach, std::abs(value));
    }
  }
  std::string body = fmt::format("<p>{}</p>\n", escape_markup(summary_text(comparisons)));
  body += "<table><tr><th>benchmark<th>metric<th>change<th>interval<th>runs<th>verdict</tr>\n";
  for (const Comparison& row : comparisons.rows) {
    body += fmt::format(
        "<tr><td>{}<td>{}<td class=\"number\">{}<td>{}<td class=\"number\">{} / {}"
        "<td class=\"{}\">{}{}</tr>\n",
        escape_markup(row.name.benchmark), escape_markup(row.name.metric), change_text(row),
        interval(row, std::min(reach, 1.0)), row.base_runs, row.new_runs, to_string(row.finding),
        to_string(row.finding), row.note.empty() ? "" : ": " + escape_markup(row.note));
  }
  body += "</table>\n";
  for (const std::string& note : comparisons.notes)
    body += fmt::format("<p>note: {}</p>\n", escape_markup(note));
  return html_page("Benchmarks compared", body);
}

}  // namespace traffic::detail::compare
