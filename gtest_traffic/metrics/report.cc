// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/report.h"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>
#include <set>
#include <tuple>

#include "gtest_traffic/base/text.h"

namespace traffic {
using namespace detail;
namespace {

Rate rate_of(double count, Duration elapsed) {
  const double seconds = seconds_of(elapsed);
  return per_second(seconds > 0 ? count / seconds : 0);
}

template <class Map>
void add_counts(Map& into, const Map& from) {
  for (const auto& [key, count] : from) into[key] += count;
}

void merge_health(GeneratorHealth& into, const GeneratorHealth& from) {
  const unsigned workers = into.workers + from.workers;
  if (workers > 0) {
    into.cpu_share = (into.cpu_share * into.workers + from.cpu_share * from.workers) / workers;
  }
  into.workers = workers;
  into.loop_lag.merge(from.loop_lag);
  into.user_wait.merge(from.user_wait);
  into.loop_stalls += from.loop_stalls;
  into.longest_stall = std::max(into.longest_stall, from.longest_stall);
  into.host_stall.merge(from.host_stall);
  into.cap_wait.merge(from.cap_wait);
  into.connect_time.merge(from.connect_time);
  into.steal_share = std::max(into.steal_share, from.steal_share);
  into.cpu_seconds += from.cpu_seconds;
  into.peak_users += from.peak_users;
  into.refused_users += from.refused_users;
  into.late_arrivals += from.late_arrivals;
  into.connections_opened += from.connections_opened;
  for (const auto& [address, count] : from.addresses) into.addresses[address] += count;
  into.parked_users += from.parked_users;
  into.stuck_workers += from.stuck_workers;
}

bool same_place(const DistinctFailure& a, const DistinctFailure& b) {
  return a.line == b.line && a.file == b.file && a.step == b.step && a.journey == b.journey;
}

void add_to(DistinctFailure& into, DistinctFailure&& from) {
  into.count += from.count;
  into.outside += from.outside;
  if (into.text_left_out && !from.text_left_out && !from.message.empty()) {
    into.text_left_out = false;
    into.message = std::move(from.message);
    into.examples.clear();
  }
  for (std::string& example : from.examples) {
    if (into.examples.size() == DistinctFailure::kMaxExamples) break;
    into.examples.push_back(std::move(example));
  }
}

// The gates are removed, and so is a cause that came from one gate.
std::string permanent_cause(const Report& report) {
  const bool of_a_gate =
      std::any_of(report.gates.begin(), report.gates.end(), [&](const GateResult& gate) {
        return gate.verdict == Verdict::kInvalid && gate.detail == report.invalid_because;
      });
  return of_a_gate ? "" : report.invalid_because;
}

}  // namespace

std::string_view to_string(Verdict verdict) {
  switch (verdict) {
    case Verdict::kPass:
      return "pass";
    case Verdict::kFail:
      return "fail";
    case Verdict::kInvalid:
      return "invalid";
  }
  return "unknown";
}

Percent StepStatistics::error_rate() const {
  if (requests == 0) return {};
  return Percent::of_fraction(static_cast<double>(errors) / static_cast<double>(requests));
}

void StepStatistics::merge(const StepStatistics& other) {
  requests += other.requests;
  errors += other.errors;
  attempts += other.attempts;
  redirects += other.redirects;
  replaced_connections += other.replaced_connections;
  bytes_sent += other.bytes_sent;
  bytes_received += other.bytes_received;
  add_counts(statuses, other.statuses);
  add_counts(failures, other.failures);
  response_time.merge(other.response_time);
  service_time.merge(other.service_time);
  lateness.merge(other.lateness);
  is_block |= other.is_block;
}

void JourneyStatistics::merge(const JourneyStatistics& other) {
  started += other.started;
  completed += other.completed;
  failed += other.failed;
  skipped += other.skipped;
  interrupted += other.interrupted;
  duration.merge(other.duration);
}

void Report::Unmeasured::Requests::merge(const Requests& other) {
  requests += other.requests;
  errors += other.errors;
  sent += other.sent;
}

void Report::Unmeasured::merge(const Unmeasured& other) {
  warm_up.merge(other.warm_up);
  after_end.merge(other.after_end);
  clean_up.merge(other.clean_up);
  stopped.merge(other.stopped);
}

std::uint64_t Report::sent() const {
  return total.sent() + set_up.sent() + unmeasured.warm_up.sent + unmeasured.after_end.sent +
         unmeasured.clean_up.sent + unmeasured.stopped.sent;
}

Rate Report::offered_rate() const { return rate_of(offered, elapsed); }

Rate Report::achieved_rate() const { return rate_of(static_cast<double>(started), elapsed); }

Rate Report::request_rate() const { return rate_of(static_cast<double>(total.requests), elapsed); }

const StepStatistics* Report::step(std::string_view step_name) const {
  const auto found = steps.find(std::string(step_name));
  return found == steps.end() ? nullptr : &found->second;
}

std::uint64_t Report::failures_outside() const {
  std::uint64_t count = 0;
  for (const DistinctFailure& failure : failures) count += failure.outside;
  return count;
}

std::size_t Report::failed_places() const {
  std::set<std::tuple<std::string_view, std::string_view, std::string_view, int>> places;
  for (const DistinctFailure& failure : failures) {
    places.emplace(failure.journey, failure.step, failure.file, failure.line);
  }
  return places.size();
}

void Report::add_failure(DistinctFailure failure) {
  DistinctFailure* others = nullptr;
  std::size_t causes = 0;
  for (DistinctFailure& known : failures) {
    if (!same_place(known, failure)) continue;
    if (known.cause == failure.cause) return add_to(known, std::move(failure));
    if (known.cause == DistinctFailure::kOtherCauses) {
      others = &known;
    } else {
      ++causes;
    }
  }
  if (causes >= DistinctFailure::kMaxCauses && failure.cause != DistinctFailure::kOtherCauses) {
    failure.cause = DistinctFailure::kOtherCauses;
    failure.message = std::string(DistinctFailure::kFurtherCauses);
    failure.examples.clear();
    if (others != nullptr) return add_to(*others, std::move(failure));
  }
  failures.push_back(std::move(failure));
}

void Report::add_note(std::string note) {
  if (std::find(notes.begin(), notes.end(), note) == notes.end()) notes.push_back(std::move(note));
}

void Report::merge(const Report& other) {
  if (name.empty()) name = other.name;
  invalid_because = permanent_cause(*this);
  const std::string cause = permanent_cause(other);
  if (!cause.empty() && invalid_because != cause) {
    invalid_because += (invalid_because.empty() ? "" : "; ") + cause;
  }
  verdict = invalid_because.empty() ? Verdict::kPass : Verdict::kInvalid;
  began = began == 0 || other.began == 0 ? began + other.began : std::min(began, other.began);
  elapsed = std::max(elapsed, other.elapsed);
  warm_up = std::max(warm_up, other.warm_up);
  offered += other.offered;
  started += other.started;
  dropped += other.dropped;
  unfinished += other.unfinished;
  interrupted |= other.interrupted;
  total.merge(other.total);
  for (const auto& [step_name, statistics] : other.steps) steps[step_name].merge(statistics);
  for (const auto& [journey, statistics] : other.journeys) journeys[journey].merge(statistics);
  set_up.merge(other.set_up);
  unmeasured.merge(other.unmeasured);
  for (const DistinctFailure& failure : other.failures) add_failure(failure);
  series.merge(other.series);
  for (const auto& [step_name, rows] : other.step_series) step_series[step_name].merge(rows);
  merge_health(generator, other.generator);
  gates.clear();
  for (const std::string& note : other.notes) add_note(note);
}

void PrintTo(const Rate& rate, std::ostream* out) { *out << to_string(rate); }

void PrintTo(const Percent& percent, std::ostream* out) { *out << to_string(percent); }

void PrintTo(const Report& report, std::ostream* out) {
  const Histogram& times = report.total.response_time;
  *out << fmt::format("report{}{}: {}{}{}, {} requests, {} errors ({}), p50 {}, p99 {}, max {}",
                      report.name.empty() ? "" : " ", report.name, to_string(report.verdict),
                      report.invalid_because.empty() ? "" : " because ", report.invalid_because,
                      group_digits(report.total.requests), group_digits(report.total.errors),
                      to_string(report.error_rate()), to_string(times.at(50)),
                      to_string(times.at(99)), to_string(times.max()));
}

}  // namespace traffic
