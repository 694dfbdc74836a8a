// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/compare/outputs.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <cmath>

#include "gtest_traffic/base/utf8.h"
#include "gtest_traffic/report/console/cells.h"
#include "gtest_traffic/report/files/json_text.h"
#include "gtest_traffic/report/files/xml_text.h"

namespace traffic::detail::compare {
namespace {

namespace json = boost::json;

std::string percent(double share) {
  if (!std::isfinite(share)) return share > 0 ? "∞" : "-∞";
  const double value = 100 * share;
  if (std::abs(value) < 0.005) return "0 %";
  if (std::abs(value) >= 1e6) return fmt::format("{:+.2e} %", value);
  return fmt::format("{:+.{}f} %", value, std::abs(value) < 10 ? 2 : 1);
}

json::value bound(double value) {
  return std::isfinite(value) ? json::value(value) : json::value(nullptr);
}

std::string runs(const Comparison& row) {
  return fmt::format("{} / {}", row.base_runs, row.new_runs);
}

std::string verdict(const Comparison& row) {
  return fmt::format("{}{}", to_string(row.finding), row.note.empty() ? "" : ": " + row.note);
}

std::string escape_cell(std::string_view text) {
  std::string out;
  for (const char c : printable(text)) {
    if (c == '|' || c == '\\' || c == '`' || c == '<' || c == '*' || c == '_') out += '\\';
    out += c;
  }
  return out;
}

}  // namespace

std::string change_text(const Comparison& row) {
  if (!row.change) return "-";
  if (!std::isfinite(row.low) && !std::isfinite(row.high)) return percent(*row.change) + " (?)";
  return fmt::format("{} ({} to {})", percent(*row.change), percent(row.low), percent(row.high));
}

std::string summary_text(const Comparisons& all) {
  std::string out;
  for (const Finding finding : {Finding::kSlower, Finding::kFaster, Finding::kSame,
                                Finding::kCannotTell, Finding::kNotJudged}) {
    const auto count = std::count_if(all.rows.begin(), all.rows.end(),
                                     [&](const Comparison& row) { return row.finding == finding; });
    if (count > 0) {
      out += fmt::format("{}{} {}", out.empty() ? "" : ", ", count, to_string(finding));
    }
  }
  return fmt::format("{}; false alarm rate {:g} %", out.empty() ? "nothing compared" : out,
                     100 * all.alpha);
}

std::string to_table(const Comparisons& comparisons) {
  std::size_t benchmark = 9, metric = 6, change = 6;
  for (const Comparison& row : comparisons.rows) {
    benchmark =
        std::max(benchmark, std::min<std::size_t>(48, cells(printable(row.name.benchmark))));
    metric = std::max(metric, std::min<std::size_t>(32, cells(printable(row.name.metric))));
    change = std::max(change, cells(change_text(row)));
  }
  const auto line = [&](const std::string& a, const std::string& b, const std::string& c,
                        const std::string& d, const std::string& e) {
    return fmt::format("{}  {}  {}  {}  {}\n", pad_right(cut_middle(a, benchmark), benchmark),
                       pad_right(cut_middle(b, metric), metric), pad_right(c, change),
                       pad_left(d, 9), e);
  };
  std::string out = line("benchmark", "metric", "change", "runs", "verdict");
  for (const Comparison& row : comparisons.rows) {
    out += line(printable(row.name.benchmark), printable(row.name.metric), change_text(row),
                runs(row), verdict(row));
  }
  for (const std::string& note : comparisons.notes) out += "note: " + printable(note) + "\n";
  return out + summary_text(comparisons) + "\n";
}

std::string to_markdown(const Comparisons& comparisons) {
  std::string out = fmt::format("**{}**\n\n", summary_text(comparisons));
  out += "| benchmark | metric | change | runs | verdict |\n| --- | --- | --- | --- | --- |\n";
  for (const Comparison& row : comparisons.rows) {
    const bool changed = row.finding == Finding::kSlower || row.finding == Finding::kFaster;
    out += fmt::format(
        "| {} | {} | {} | {} | {} |\n", escape_cell(row.name.benchmark),
        escape_cell(row.name.metric), change_text(row), runs(row),
        changed ? fmt::format("**{}**", to_string(row.finding)) : escape_cell(verdict(row)));
  }
  for (const std::string& note : comparisons.notes) out += "\n> " + escape_cell(note) + "\n";
  return out;
}

std::string to_junit(const Comparisons& comparisons) {
  std::size_t failures = 0, skipped = 0;
  std::string cases;
  for (const Comparison& row : comparisons.rows) {
    cases += fmt::format("    <testcase classname=\"{}\" name=\"{}\"",
                         escape_markup(row.name.benchmark), escape_markup(row.name.metric));
    const std::string text = escape_markup(verdict(row) + ", " + change_text(row));
    if (row.finding == Finding::kSlower) {
      ++failures;
      cases += fmt::format("><failure message=\"{}\"/></testcase>\n", text);
    } else if (row.finding == Finding::kCannotTell || row.finding == Finding::kNotJudged) {
      ++skipped;
      cases += fmt::format("><skipped message=\"{}\"/></testcase>\n", text);
    } else {
      cases += fmt::format("><system-out>{}</system-out></testcase>\n", text);
    }
  }
  const std::string counts = fmt::format("tests=\"{}\" failures=\"{}\" errors=\"0\" skipped=\"{}\"",
                                         comparisons.rows.size(), failures, skipped);
  return fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites {}>\n"
      "  <testsuite name=\"traffic_compare\" {}>\n{}  </testsuite>\n</testsuites>\n",
      counts, counts, cases);
}

std::string to_json(const Comparisons& comparisons) {
  json::array rows;
  for (const Comparison& row : comparisons.rows) {
    json::object out{{"benchmark", row.name.benchmark},
                     {"metric", row.name.metric},
                     {"verdict", to_string(row.finding)},
                     {"change", row.change ? bound(*row.change) : json::value(nullptr)},
                     {"interval", {bound(row.low), bound(row.high)}},
                     {"base_runs", row.base_runs},
                     {"new_runs", row.new_runs}};
    if (!row.note.empty()) out["note"] = row.note;
    for (const auto& [key, value] : row.details) {
      const auto* const number = std::get_if<double>(&value);
      out[key] = number != nullptr ? bound(*number) : json::value(std::get<std::string>(value));
    }
    rows.push_back(std::move(out));
  }
  std::string text;
  append_json(
      text,
      json::object{{"comparisons", std::move(rows)},
                   {"false_alarm_rate", comparisons.alpha},
                   {"notes", json::array(comparisons.notes.begin(), comparisons.notes.end())}});
  return text + "\n";
}

std::string escape_markup(std::string_view text) {
  std::string out;
  append_xml_text(out, text);
  return out;
}

}  // namespace traffic::detail::compare
