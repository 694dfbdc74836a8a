// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/load/verdict.h"

#include <fmt/format.h>

#include <algorithm>

namespace traffic {
namespace {

constexpr double kDelivered = 0.995;

bool bounds_errors(const std::vector<Gate>& gates) {
  return std::any_of(gates.begin(), gates.end(), [](const Gate& gate) {
    const Metric::Kind kind = gate.metric().kind;
    return kind == Metric::Kind::kErrorRate || kind == Metric::Kind::kErrors;
  });
}

bool bounds_drops(const std::vector<Gate>& gates) {
  return std::any_of(gates.begin(), gates.end(), [](const Gate& gate) {
    const Metric::Kind kind = gate.metric().kind;
    return kind == Metric::Kind::kDropped || kind == Metric::Kind::kAchievedRate;
  });
}

// Returns why the generator, and not the target, limited the load; empty when it did not.
std::string generator_limit(const Report& report) {
  if (report.model == LoadModel::kClosed) {
    return report.total.requests == 0 && report.failures.empty()
               ? "no request was made in the measured window"
               : "";
  }
  if (report.offered == 0) return "no arrival was due in the measured window";
  const double late = static_cast<double>(report.generator.late_arrivals);
  if (late <= (1 - kDelivered) * report.offered) return "";
  return fmt::format(
      "the generator could not deliver the load: {} of {:.0f} arrivals left over 100 ms late or "
      "not at all although "
      "users were free (event loop lag p99 {}, max {}; the idle host's own stall p99 {}); give it "
      "more "
      "--traffic_workers, an idle core, or a lower rate",
      report.generator.late_arrivals, report.offered, to_string(report.generator.loop_lag.at(99)),
      to_string(report.generator.loop_lag.max()), to_string(report.generator.host_stall.at(99)));
}

}  // namespace

void judge(Report& report, const std::vector<Gate>& gates) {
  report.verdict = Verdict::kPass;
  report.gates.clear();
  report.invalid_because = generator_limit(report);
  const auto fail = [&](std::string rule, std::string detail) {
    report.gates.push_back({std::move(rule), Verdict::kFail, std::move(detail)});
  };
  for (const Gate& gate : gates) report.gates.push_back(gate.judge(report));
  if (!bounds_errors(gates) && (report.total.errors > 0 || !report.failures.empty())) {
    fail("errors<=0", fmt::format("{} of {} requests failed a check or had no response",
                                  report.total.errors, report.total.requests));
  }
  if (!bounds_drops(gates) && report.dropped > 0) {
    fail("dropped<=0",
         fmt::format("{} arrivals never started: no virtual user was free", report.dropped));
  }
  for (const GateResult& result : report.gates) {
    if (result.verdict == Verdict::kInvalid && report.invalid_because.empty()) {
      report.invalid_because = result.detail;
    }
    if (result.verdict == Verdict::kFail) report.verdict = Verdict::kFail;
  }
  if (!report.invalid_because.empty()) report.verdict = Verdict::kInvalid;
}

}  // namespace traffic
