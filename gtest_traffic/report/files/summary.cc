// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/report/files/summary.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <string_view>
#include <vector>

#include "gtest_traffic/base/text.h"
#include "gtest_traffic/base/utf8.h"
#include "gtest_traffic/http/redaction.h"
#include "gtest_traffic/match/headline.h"
#include "gtest_traffic/report/console/cells.h"
#include "gtest_traffic/report/figures.h"
#include "gtest_traffic/report/verdict_text.h"

namespace traffic::detail {
namespace {

constexpr std::size_t kMaxSteps = 20;
constexpr std::size_t kMaxFailures = 10;
constexpr std::size_t kMaxText = 600;

// Escapes the characters that Markdown or HTML would interpret as markup, in table cells too.
std::string escaped(std::string_view raw) {
  std::string out;
  for (const char c : clip(redactor().redact(printable(raw)), kMaxText)) {
    if (c == '&') {
      out += "&amp;";
    } else if (c == '<') {
      out += "&lt;";
    } else {
      if (std::string_view("\\`*_[]#|~!@:").find(c) != std::string_view::npos) out += '\\';
      out += c;
    }
  }
  return out;
}

std::string_view mark(Verdict verdict) {
  return verdict == Verdict::kPass   ? "✅ pass"
         : verdict == Verdict::kFail ? "❌ fail"
                                     : "⚠️ invalid";
}

void add_gates(std::string& out, const Report& report) {
  if (report.gates.empty()) return;
  out += "| gate | verdict | measured |\n| --- | --- | --- |\n";
  for (const GateResult& gate : report.gates) {
    out += fmt::format("| {} | {} | {} |\n", escaped(gate.gate), mark(gate.verdict),
                       escaped(gate.detail));
  }
  out += '\n';
}

void add_notes(std::string& out, const Report& report) {
  for (const std::string& note : report.notes) out += fmt::format("- {}\n", escaped(note));
  if (!report.notes.empty()) out += '\n';
}

void add_figures(std::string& out, const Report& report) {
  const Histogram& times = report.total.response_time;
  const std::string offered =
      report.model == LoadModel::kOpen
          ? fmt::format(" of {} offered", per_second_text(report.offered_rate().per_second()))
          : "";
  const std::uint64_t replaced = report.total.replaced_connections;
  out += fmt::format("{} in {}, {} ({}){}; {}{} {}/s; p50 {}, p95 {}, p99 {}, max {}\n\n",
                     counted(report.total.requests, "request"), compact(report.elapsed),
                     counted(report.total.errors, "error"), to_string(report.error_rate()),
                     replaced == 0 ? "" : ", " + counted(replaced, "replaced connection"),
                     per_second_text(report.achieved_rate().per_second()), offered,
                     report.request_paced ? "requests" : "journeys", to_string(times.at(50)),
                     to_string(times.at(95)), to_string(times.at(99)), to_string(times.max()));
}

void add_steps(std::string& out, const Report& report) {
  std::vector<std::pair<std::string_view, const StepStatistics*>> rows;
  for (const auto& [name, step] : report.steps) rows.emplace_back(name, &step);
  std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) {
    return a.second->response_time.at(99) > b.second->response_time.at(99);
  });
  out +=
      "| step | requests | errors | p50 ms | p95 ms | p99 ms | max ms |\n"
      "| --- | ---: | ---: | ---: | ---: | ---: | ---: |\n";
  for (std::size_t i = 0; i < std::min(rows.size(), kMaxSteps); ++i) {
    const auto& [name, step] = rows[i];
    const Histogram& times = step->response_time;
    out += fmt::format("| {} | {} | {} | {} | {} | {} | {} |\n", escaped(name),
                       group_digits(step->requests), group_digits(step->errors),
                       milliseconds(times.at(50)), milliseconds(times.at(95)),
                       milliseconds(times.at(99)), milliseconds(times.max()));
  }
  if (rows.size() > kMaxSteps) {
    out += fmt::format("\nand {}\n", counted(rows.size() - kMaxSteps, "faster step"));
  }
  out += '\n';
}

void add_failures(std::string& out, const Report& report) {
  if (report.failures.empty()) return;
  auto failures = report.failures;
  std::stable_sort(failures.begin(), failures.end(),
                   [](const auto& a, const auto& b) { return a.count > b.count; });
  out += "| count | failure | cause |\n| ---: | --- | --- |\n";
  for (std::size_t i = 0; i < std::min(failures.size(), kMaxFailures); ++i) {
    const DistinctFailure& one = failures[i];
    out += fmt::format("| {} | {} | {} |\n", group_digits(one.count), escaped(headline(one)),
                       escaped(one.cause));
  }
  if (failures.size() > kMaxFailures) {
    out += fmt::format("\nand {} more\n", failures.size() - kMaxFailures);
  }
  out += '\n';
}

}  // namespace

std::string markdown_summary(const Report& report) {
  std::string out = fmt::format("### {}: {}\n\n{}\n\n", escaped(report.name), mark(report.verdict),
                                escaped(verdict_text(report)));
  add_figures(out, report);
  add_notes(out, report);
  add_gates(out, report);
  add_steps(out, report);
  add_failures(out, report);
  return out;
}

}  // namespace traffic::detail
