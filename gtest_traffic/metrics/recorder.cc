// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/metrics/recorder.h"

#include <cstring>

#include "gtest_traffic/base/interned_text.h"
#include "gtest_traffic/base/utf8.h"
#include "gtest_traffic/http/redaction.h"

namespace traffic {
using namespace detail;
namespace {

std::size_t cache_slot(const char* prefix, const char* name, std::size_t size) {
  const std::uint64_t mixed = reinterpret_cast<std::uintptr_t>(prefix) ^
                              (reinterpret_cast<std::uintptr_t>(name) << 7) ^ size;
  return (mixed * 0x9e3779b97f4a7c15U) >> 56;
}

// Returns whether `row` has the name `prefix name`, or `name` without a prefix.
bool is_named(std::string_view row, std::string_view prefix, std::string_view name) {
  const std::size_t start = prefix.empty() ? 0 : prefix.size() + 1;
  return row.size() == start + name.size() &&
         std::memcmp(row.data() + start, name.data(), name.size()) == 0 &&
         (start == 0 || (std::memcmp(row.data(), prefix.data(), prefix.size()) == 0 &&
                         row[prefix.size()] == ' '));
}

}  // namespace

Recorder::Recorder(std::vector<std::string> journeys)
    : journeys_(std::move(journeys)), iterations_(journeys_.size()) {}

StepId Recorder::intern(std::string_view prefix, std::string_view name) {
  static_assert(kCacheLines == 256, "cache_slot gives eight bits");
  CacheLine& line = cache_[cache_slot(prefix.data(), name.data(), name.size())];
  // A name need not be a literal, so the same address may hold another text now.
  if (line.name == name.data() && line.prefix == prefix.data() && line.size == name.size() &&
      line.name != nullptr && is_named(*rows_[line.step]->name, prefix, name)) {
    return line.step;
  }
  key_.assign(prefix);
  if (!prefix.empty()) key_ += ' ';
  key_ += name;
  auto found = ids_.find(std::string_view(key_));
  if (found == ids_.end()) {
    found = ids_.emplace(key_, static_cast<StepId>(rows_.size())).first;
    rows_.push_back(std::make_unique<Row>());
    // All outputs use the name: it starts lines and fills table cells.
    rows_.back()->name = &interned_text(printable(redactor().redact(key_)));
  }
  line = {prefix.data(), name.data(), name.size(), found->second};
  return found->second;
}

void Recorder::Row::add(const Sample& sample) {
  ++requests;
  errors += sample.failed() ? 1U : 0U;
  attempts += sample.attempts;
  bytes_sent += sample.bytes_sent;
  bytes_received += sample.bytes_received;
  if (sample.failure != Failure::kNone) ++failures[static_cast<std::size_t>(sample.failure)];
  response_time.record(sample.done - sample.intended - sample.cap_wait);
  service_time.record(sample.done - sample.sent);
  lateness.record(sample.sent - sample.intended - sample.cap_wait);
  if (sample.is_block) return;
  for (auto& [status, count] : statuses) {
    if (status == sample.status) {
      ++count;
      return;
    }
  }
  statuses.emplace_back(sample.status, 1);
}

StepStatistics Recorder::Row::statistics() const {
  StepStatistics result{.requests = requests,
                        .errors = errors,
                        .attempts = attempts,
                        .bytes_sent = bytes_sent,
                        .bytes_received = bytes_received,
                        .statuses = {statuses.begin(), statuses.end()},
                        .failures = {},
                        .response_time = response_time,
                        .service_time = service_time,
                        .lateness = lateness,
                        .is_block = is_block};
  for (std::size_t i = 0; i < failures.size(); ++i) {
    if (failures[i] != 0) result.failures.emplace(to_string(static_cast<Failure>(i)), failures[i]);
  }
  return result;
}

void Recorder::record(const Sample& sample) {
  if (sample.failure == Failure::kStopped) return;
  Row& row = *rows_[sample.step];
  const Duration response_time = sample.done - sample.intended - sample.cap_wait;
  const std::uint64_t error = sample.failed() ? 1 : 0;
  ++row.live_requests;
  row.live_errors += error;
  row.live_time += response_time;
  row.is_block = sample.is_block;
  if (!sample.is_block) {
    ++interval_.requests;
    interval_.errors += error;
    interval_.bytes_received += sample.bytes_received;
    interval_.response_time.record(response_time);
  }
  if (measured(sample.intended)) row.add(sample);
}

void Recorder::record_set_up(const Sample& sample) {
  if (sample.failure != Failure::kStopped) set_up_.add(sample);
}

void Recorder::journey_started(JourneyId journey, Time intended) {
  ++interval_.started;
  if (measured(intended)) ++iterations_[journey].started;
}

void Recorder::journey_ended(JourneyId journey, Time intended, Duration took, Ending ending) {
  const bool completed = ending == Ending::kCompleted || ending == Ending::kFailed;
  interval_.completed += completed ? 1 : 0;
  if (!measured(intended)) return;
  JourneyStatistics& statistics = iterations_[journey];
  statistics.skipped += ending == Ending::kSkipped ? 1 : 0;
  statistics.interrupted += ending == Ending::kInterrupted ? 1 : 0;
  statistics.failed += ending == Ending::kFailed ? 1 : 0;
  if (!completed) return;
  ++statistics.completed;
  statistics.duration.record(took);
}

void Recorder::interrupt_journeys() {
  for (JourneyStatistics& one : iterations_) {
    one.interrupted = one.started - one.completed - one.skipped;
  }
}

void Recorder::Interval::merge(const Interval& other) {
  started += other.started;
  completed += other.completed;
  requests += other.requests;
  errors += other.errors;
  bytes_received += other.bytes_received;
  response_time.merge(other.response_time);
}

void Recorder::take_interval(Interval& into) {
  into.merge(interval_);
  interval_.started = interval_.completed = 0;
  interval_.requests = interval_.errors = interval_.bytes_received = 0;
  interval_.response_time.clear();
}

void Recorder::brief(std::vector<StepBrief>& into, Detail detail) const {
  into.resize(rows_.size());
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    const Row& row = *rows_[i];
    into[i].name = *row.name;
    into[i].requests = row.live_requests;
    into[i].errors = row.live_errors;
    into[i].total_time = row.live_time;
    into[i].is_block = row.is_block;
    if (detail == Detail::kCounts) continue;
    into[i].measured_requests = row.requests;
    into[i].measured_errors = row.errors;
    into[i].bytes_received = row.bytes_received;
    into[i].response_time = Distribution(row.response_time);
  }
}

void Recorder::fold_into(Report& report) const {
  for (const auto& row : rows_) {
    // A step seen only in the warm-up keeps a row of zeros. A gate on it then reports too few
    // samples instead of an unknown step.
    if (row->live_requests == 0) continue;
    const StepStatistics statistics = row->statistics();
    report.steps[*row->name].merge(statistics);
    if (!row->is_block) report.total.merge(statistics);
  }
  for (std::size_t i = 0; i < journeys_.size(); ++i) {
    report.journeys[journeys_[i]].merge(iterations_[i]);
  }
  report.set_up.merge(set_up_.statistics());
  failures_.fold_into(report, journeys_);
}

}  // namespace traffic
