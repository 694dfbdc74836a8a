// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/metrics/generator_impact.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "gtest_traffic/base/text.h"
#include "gtest_traffic/failure.h"
#include "gtest_traffic/units.h"

namespace traffic::detail {
namespace {

using Kind = Metric::Kind;

// An event loop this late can make a response appear slow.
constexpr Duration kSuspiciousLag = std::chrono::milliseconds(10);
// A request that left on time may have waited behind a late one.
constexpr double kBehind = 2;

bool is_limited(const Report& report) {
  return report.verdict == Verdict::kInvalid || !report.invalid_because.empty();
}

double requests_per_arrival(const Report& report, std::uint64_t requests) {
  return static_cast<double>(requests) /
         static_cast<double>(std::max<std::uint64_t>(1, report.started));
}

// Determines whether a latency fails even without the lateness of the generator. A known share of
// all requests left late, and all of them may be among the measured requests. The lower bound for
// the target is therefore a percentile lower by that share, minus the lag of the other requests.
class Latency {
 public:
  Latency(const Gate& gate, const Report& report, const Measurement& measured)
      : gate_(&gate), measured_(&measured), lag_(&report.generator.loop_lag) {
    const double all = static_cast<double>(report.total.requests);
    samples_ = static_cast<double>(std::max<std::uint64_t>(1, measured.samples));
    per_sample_ = std::max(1.0, all / samples_);
    limited_ = is_limited(report);
    // Requests that were never sent could have been fast.
    if (limited_) missing_ = undelivered(report) * requests_per_arrival(report, measured.samples);
  }

  bool surely_fails() const {
    const Metric& metric = gate_->metric();
    const bool of_journey = !measured_->service_at;
    if (of_journey && limited_) return false;  // any of its requests may have been late
    if (metric.kind == Kind::kMean) {
      const double share = samples_ / (samples_ + missing_);
      const double lag = lag_->max() > kSuspiciousLag ? seconds_of(lag_->mean()) : 0;
      return fails((measured_->value - (of_journey ? 0 : lag * times_late() * per_sample_)) *
                   share) ||
             (!limited_ && fails(seconds_of(measured_->mean_service)));
    }
    const double percentile = metric.kind == Kind::kMax ? 100 : metric.percentile;
    if (of_journey) return fails(measured_->time_at, percentile, 0, Duration(0));
    if (!limited_ && fails(measured_->service_at, percentile, 0, Duration(0))) return true;
    constexpr std::array kLateShares = {0.0, 0.01, 0.1, 1.0, 10.0};  // percent
    return std::any_of(kLateShares.begin(), kLateShares.end(), [&](double late) {
      const Duration lag = lag_->at(100 - late);
      return fails(measured_->time_at, percentile, kBehind * late * per_sample_,
                   lag > kSuspiciousLag ? lag * times_late() : Duration(0));
    });
  }

 private:
  // A delayed loop sends a request late and may also read its response late.
  int times_late() const { return limited_ ? 2 : 1; }
  bool fails(double seconds) const { return !holds(seconds, gate_->comparison(), gate_->bound()); }
  bool fails(const std::function<Duration(double)>& at, double percentile, double late,
             Duration lag) const {
    const double there = (percentile * (samples_ + missing_) - 100 * missing_) / samples_ - late;
    return there > 0 && fails(seconds_of(at(there) - lag));
  }

  const Gate* gate_;
  const Measurement* measured_;
  const Histogram* lag_;
  double samples_ = 1;
  double per_sample_ = 1;
  double missing_ = 0;
  bool limited_ = false;
};

std::string latency_impact(const Gate& gate, const Report& report, const Measurement& measured) {
  const Metric& metric = gate.metric();
  // Lateness only makes times longer.
  if (!is_upper_bound(gate.comparison()))
    return is_limited(report) ? "; the load was lower than planned" : "";
  if (Latency(gate, report, measured).surely_fails()) return "";
  if (is_limited(report)) return "; the load was lower than planned";
  const double service =
      seconds_of(metric.kind == Kind::kMean
                     ? measured.mean_service
                     : measured.service_at(metric.kind == Kind::kMax ? 100 : metric.percentile));
  const Histogram& lag = report.generator.loop_lag;
  return fmt::format(
      "; the service time ({}) would pass, but the event loop lagged (p99 {}, max {}): use fewer "
      "users, a lower rate or more workers",
      shown(metric.kind, service), to_string(lag.at(99)), to_string(lag.max()));
}

// Considers arrivals that did not start in time, or that started in another part of the run.
std::string throughput_impact(const Gate& gate, const Report& report, const Measurement& measured) {
  if (is_upper_bound(gate.comparison())) return "";
  double lacking = undelivered(report);
  if (measured.is_part) {
    report.generator.loop_lag.for_each_bucket([&](Duration lowest, Duration, std::uint64_t count) {
      if (lowest > kSuspiciousLag) lacking += static_cast<double>(count);
    });
  }
  const Kind kind = gate.metric().kind;
  const StepStatistics* const step = report.step(gate.metric().scope);
  const std::uint64_t in_run = step != nullptr ? step->requests : report.total.requests;
  double value =
      kind == Kind::kAchievedRate
          ? lacking
          : lacking * requests_per_arrival(report, measured.is_part ? in_run : measured.samples);
  if (kind != Kind::kRequests) value = measured.seconds > 0 ? value / measured.seconds : 0;
  if (!holds(measured.value + value, gate.comparison(), gate.bound())) return "";
  return fmt::format(
      "; {:.0f} arrivals did not start on time although users were free (event loop lag "
      "p99 {}, max {}), so the gate could pass: use a lower rate or more workers",
      lacking, to_string(report.generator.loop_lag.at(99)),
      to_string(report.generator.loop_lag.max()));
}

// For a run limited by the generator: returns whether requests fail that the generator did not
// affect.
bool errors_surely_fail(const Gate& gate, const Report& report, const Measurement& measured) {
  const Kind kind = gate.metric().kind;
  const bool bounds_failures = is_upper_bound(gate.comparison()) != (kind == Kind::kChecks);
  if (!bounds_failures) return false;
  const double failed =
      static_cast<double>(measured.failed - std::min(measured.failed, measured.without_answer));
  const double all = static_cast<double>(measured.samples) +
                     undelivered(report) * requests_per_arrival(report, measured.samples);
  const double share = all > 0 ? failed / all : 0;
  const double value = kind == Kind::kErrors ? failed : kind == Kind::kChecks ? 1 - share : share;
  return !holds(value, gate.comparison(), gate.bound());
}

bool drops_surely_fail(const Gate& gate, const Report& report) {
  return is_upper_bound(gate.comparison()) &&
         !holds(static_cast<double>(surely_dropped(report)), gate.comparison(), gate.bound());
}

}  // namespace

std::string generator_impact(const Gate& gate, const Report& report, const Measurement& measured) {
  const Kind kind = gate.metric().kind;
  switch (kind) {
    case Kind::kPercentile:
    case Kind::kMean:
    case Kind::kMax:
      return latency_impact(gate, report, measured);
    case Kind::kErrorRate:
    case Kind::kChecks:
    case Kind::kErrors:
      if (!is_limited(report) || errors_surely_fail(gate, report, measured)) return "";
      return "; the generator may have caused failures";
    case Kind::kAchievedRate:
    case Kind::kRequestRate:
    case Kind::kRequests:
      return is_limited(report) ? "; the load was lower than planned"
                                : throughput_impact(gate, report, measured);
    case Kind::kDropped:
      if (!is_limited(report) || drops_surely_fail(gate, report)) return "";
      return "; the generator may have caused drops";
  }
  return "";
}

std::uint64_t unanswered_by_generator(const StepStatistics& row) {
  std::uint64_t count = 0;
  for (const Failure failure : {Failure::kNoResources, Failure::kConnectTimeout,
                                Failure::kReadTimeout, Failure::kStopped}) {
    const auto found = row.failures.find(std::string(to_string(failure)));
    if (found != row.failures.end()) count += found->second;
  }
  return count;
}

std::uint64_t surely_dropped(const Report& report) {
  if (report.generator.refused_users > 0) return 0;
  return report.dropped - std::min(report.dropped, report.generator.late_arrivals);
}

double undelivered(const Report& report) {
  if (report.model == LoadModel::kClosed) return 0;
  return std::max(0.0, report.offered - static_cast<double>(report.started) -
                           static_cast<double>(report.dropped));
}

}  // namespace traffic::detail
