// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/report/verdict_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "gtest_traffic/base/text.h"
#include "gtest_traffic/base/utf8.h"
#include "gtest_traffic/report/figures.h"

namespace traffic::detail {
namespace {

std::string gates_text(const Report& report, Verdict verdict) {
  std::vector<std::string> texts;
  for (const auto& gate : report.gates) {
    if (gate.verdict != verdict) continue;
    texts.push_back(fmt::format("{}: {}", printable(gate.gate), printable(gate.detail)));
  }
  return fmt::format("{}", fmt::join(texts, "; "));
}

std::string invalid_cause(const Report& report) {
  if (!report.invalid_because.empty()) return printable(report.invalid_because);
  const auto gates = gates_text(report, Verdict::kInvalid);
  return gates.empty() ? "no cause was recorded" : gates;
}

std::string fail_cause(const Report& report) {
  std::vector<std::string> causes;
  if (auto gates = gates_text(report, Verdict::kFail); !gates.empty())
    causes.push_back(std::move(gates));
  if (report.dropped != 0) {
    causes.push_back(fmt::format(
        "{} dropped", counted(report.dropped, report.request_paced ? "request" : "journey")));
  }
  if (!report.failures.empty()) {
    std::uint64_t times = 0;
    for (const auto& failure : report.failures) times += failure.count;
    causes.push_back(fmt::format("{} failed, {} in total",
                                 counted(report.failed_places(), "distinct check"),
                                 counted(times, "time")));
  } else if (report.total.errors != 0) {
    causes.push_back(fmt::format("{} of {} failed", group_digits(report.total.errors),
                                 counted(report.total.requests, "request")));
  }
  if (report.total.requests == 0) causes.push_back("no request was measured");
  if (!report.invalid_because.empty()) {
    causes.push_back("the other gates cannot be judged, because " +
                     printable(report.invalid_because));
  }
  return causes.empty() ? "no cause was recorded" : fmt::format("{}", fmt::join(causes, "; "));
}

std::string pass_text(const Report& report) {
  // The gates of EXPECT_THAT are judged later.
  if (report.gates.empty()) return "pass, the run itself had no gates";
  if (report.gates.size() == 1) return "pass, the gate holds";
  return fmt::format("pass, all {} gates hold", report.gates.size());
}

}  // namespace

std::string verdict_text(const Report& report) {
  std::string text;
  switch (report.verdict) {
    case Verdict::kPass:
      text = pass_text(report);
      break;
    case Verdict::kFail:
      text = "fail, because " + fail_cause(report);
      break;
    case Verdict::kInvalid:
      text = "invalid, because " + invalid_cause(report);
      break;
  }
  if (report.interrupted) text += fmt::format(" (interrupted after {})", to_string(report.elapsed));
  return text;
}

}  // namespace traffic::detail
