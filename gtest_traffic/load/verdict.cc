// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/load/verdict.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "gtest_traffic/failure.h"
#include "gtest_traffic/metrics/generator_impact.h"

namespace traffic::detail {
namespace {

constexpr double kDelivered = 0.995;
constexpr double kBusy = 0.5;  // share of the CPU
constexpr Duration kLongLag = std::chrono::milliseconds(100);

// Returns how to correct a lagging event loop. If neither the host nor the CPU is the cause, a
// journey blocked its thread.
std::string remedy(const GeneratorHealth& health) {
  const bool idle = health.cpu_share < kBusy && health.steal_share < kBusy;
  if (idle && health.loop_lag.max() >= kLongLag && health.host_stall.max() < kExcusingStall) {
    return "a journey blocks its thread, for example with sleep_for, a lock or a database: use "
           "think(), which lets other users run";
  }
  return "journeys must not compute or block for long; if they do neither, use more "
         "--traffic_workers, an idle core, or a lower rate";
}

// Returns true if a gate applies to all requests and to the whole measured time.
bool covers_everything(const Metric& metric) {
  const bool all_the_time =
      metric.when.kind == When::Kind::kWhole || metric.when.kind == When::Kind::kEvery;
  return all_the_time && metric.scope.empty();
}

// Returns true if a gate bounds the errors of all requests.
bool bounds_errors(const std::vector<Gate>& gates) {
  return std::any_of(gates.begin(), gates.end(), [](const Gate& gate) {
    const Metric::Kind kind = gate.metric().kind;
    const bool upper = is_upper_bound(gate.comparison());
    const bool errors = kind == Metric::Kind::kErrorRate || kind == Metric::Kind::kErrors;
    return covers_everything(gate.metric()) &&
           ((errors && upper) || (kind == Metric::Kind::kChecks && !upper));
  });
}

bool bounds_drops(const std::vector<Gate>& gates) {
  return std::any_of(gates.begin(), gates.end(), [](const Gate& gate) {
    const Metric::Kind kind = gate.metric().kind;
    const bool upper = is_upper_bound(gate.comparison());
    return covers_everything(gate.metric()) && ((kind == Metric::Kind::kDropped && upper) ||
                                                (kind == Metric::Kind::kAchievedRate && !upper));
  });
}

std::uint64_t unfinished(const Report& report) {
  return report.interrupted ? 0 : report.unfinished;
}

std::uint64_t starved(const StepStatistics& row) {
  const auto found = row.failures.find(std::string(to_string(Failure::kNoResources)));
  return found == row.failures.end() ? 0 : found->second;
}

std::string dropped_text(const Report& report, const std::string& user_limit) {
  if (report.model == LoadModel::kClosed) {
    return fmt::format("{} iterations did not start within the duration of the shape",
                       report.dropped);
  }
  return fmt::format("{} arrivals never started: no virtual user was free, {}", report.dropped,
                     user_limit.empty() ? "or its SetUp failed" : "with " + user_limit);
}

// Applies the rules that hold independent of the gates. If the generator limited the run, a rule
// fails only for failures that the generator did not cause.
void judge_rules(Report& report, const std::vector<Gate>& gates, const std::string& user_limit) {
  const bool limited = !report.invalid_because.empty();
  const auto fail = [&](std::string rule, bool surely, std::string detail) {
    const Verdict verdict = limited && !surely ? Verdict::kInvalid : Verdict::kFail;
    report.gates.push_back({std::move(rule), verdict, std::move(detail)});
  };
  if (!bounds_errors(gates) && report.total.errors > 0) {
    fail("errors<=0", report.total.errors > unanswered_by_generator(report.total),
         fmt::format("{} of {} requests failed a check or had no response", report.total.errors,
                     report.total.requests));
  }
  if (const std::uint64_t outside = report.failures_outside(); outside > 0) {
    // No gate on errors covers these failures, because they belong to no request.
    fail("failures<=0", starved(report.set_up) == 0 && starved(report.total) == 0,
         fmt::format("{} check{} failed outside of requests, as in SetUp", outside,
                     outside == 1 ? "" : "s"));
  }
  if (const unsigned stuck = report.generator.stuck_workers; stuck > 0) {
    fail("stuck<=0", true,
         fmt::format("{} worker{} abandoned with a journey that did not end", stuck,
                     stuck == 1 ? " was" : "s were"));
  }
  if (const std::uint64_t count = unfinished(report); count > 0) {
    fail("unfinished<=0", false,
         fmt::format("{} journeys were still running after the grace time", count));
  }
  if (report.dropped == 0) return;
  if (!bounds_drops(gates)) {
    fail("dropped<=0", surely_dropped(report) > 0, dropped_text(report, user_limit));
  } else if (!user_limit.empty()) {
    report.add_note(dropped_text(report, user_limit));
  }
}

}  // namespace

std::string generator_limit(const Report& report) {
  if (report.generator.refused_users > 0) {
    return fmt::format("no memory for the stacks of {} users; raise vm.max_map_count or use fewer",
                       report.generator.refused_users);
  }
  if (const std::uint64_t count = starved(report.total); count > 0) {
    return fmt::format(
        "{} requests had no file descriptor or no local port to be sent from; raise `ulimit -n` "
        "and net.ipv4.ip_local_port_range, or use fewer users",
        count);
  }
  if (report.model == LoadModel::kOpen && report.offered == 0) {
    return "no arrival was due in the measured window";
  }
  const bool nothing_happened = report.total.requests == 0 && report.failures_outside() == 0 &&
                                report.dropped == 0 && unfinished(report) == 0;
  if (nothing_happened) return "no request was made in the measured window";
  // A stuck journey, and not the generator, kept these arrivals from starting.
  if (report.model == LoadModel::kClosed || report.generator.stuck_workers > 0) return "";
  const GeneratorHealth& health = report.generator;
  const double tolerated = (1 - kDelivered) * report.offered;
  const double missing = undelivered(report);
  const std::string lag =
      fmt::format("(event loop lag p99 {}, max {}; an idle timer was late by p99 {}, max {})",
                  to_string(health.loop_lag.at(99)), to_string(health.loop_lag.max()),
                  to_string(health.host_stall.at(99)), to_string(health.host_stall.max()));
  if (missing > tolerated) {
    return fmt::format(
        "the generator could not deliver the load: {:.0f} of {:.0f} arrivals did not start in time "
        "although users were free {}; {}",
        missing, report.offered, lag, remedy(health));
  }
  // If the whole host stalled, the late arrivals only made response times longer. A pass therefore
  // remains valid.
  const bool host_stalled = health.host_stall.max() >= kExcusingStall;
  if (!host_stalled && static_cast<double>(health.late_arrivals) > tolerated) {
    return fmt::format(
        "the generator was delayed: {} of {:.0f} arrivals started over 100 ms late although users "
        "were free {}; {}",
        health.late_arrivals, report.offered, lag, remedy(health));
  }
  return "";
}

void judge(Report& report, const std::vector<Gate>& gates,
           const std::optional<GateResult>& failed_gate, const std::string& part_limit,
           const std::string& user_limit) {
  report.verdict = Verdict::kPass;
  report.gates.clear();
  report.invalid_because = part_limit.empty() ? generator_limit(report) : part_limit;
  for (const Gate& gate : gates) report.gates.push_back(gate.judge(report));
  if (failed_gate) {
    // If the gate is invalid for the whole run, its early failure is invalid too.
    const bool doubted =
        std::any_of(report.gates.begin(), report.gates.end(), [&](const GateResult& result) {
          return result.gate == failed_gate->gate && result.verdict == Verdict::kInvalid;
        });
    const Verdict verdict = doubted ? Verdict::kInvalid : Verdict::kFail;
    report.gates.insert(report.gates.begin(), {kAbortGate, verdict, failed_gate->detail});
  }
  judge_rules(report, gates, user_limit);
  const auto first = [&](Verdict verdict) {
    return std::find_if(report.gates.begin(), report.gates.end(),
                        [verdict](const GateResult& gate) { return gate.verdict == verdict; });
  };
  if (first(Verdict::kFail) != report.gates.end()) {
    // A certain failure takes precedence over an invalid result.
    report.verdict = Verdict::kFail;
  } else if (!report.invalid_because.empty()) {
    report.verdict = Verdict::kInvalid;
  } else if (const auto unsure = first(Verdict::kInvalid); unsure != report.gates.end()) {
    report.verdict = Verdict::kInvalid;
    report.invalid_because = unsure->detail;
  }
}

}  // namespace traffic::detail
