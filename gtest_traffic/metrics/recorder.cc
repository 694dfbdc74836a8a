// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/metrics/recorder.h"

#include <algorithm>
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

void count(Report::Unmeasured::Requests& requests, const Sample& sample) {
  requests.merge({1, sample.failed() ? 1U : 0U, sample.requests_sent()});
}

}  // namespace

Recorder::Recorder(std::vector<std::string> journeys)
    : journeys_(std::move(journeys)),
      iterations_(journeys_.size()),
      other_iterations_(journeys_.size()),
      now_(&seconds_.at(0)) {}

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
    rows_.push_back(std::make_unique<StepRow>());
    // All outputs use the name: it starts lines and fills table cells.
    const std::string& shown = interned_text(printable(redactor().redact(key_)));
    rows_.back()->name = &shown;
    const auto followed = std::find_if(followed_.begin(), followed_.end(),
                                       [&](const StepSeconds& step) { return step.name == shown; });
    if (followed != followed_.end()) rows_.back()->over_time = &*followed;
  }
  line = {prefix.data(), name.data(), name.size(), found->second};
  return found->second;
}

void Recorder::follow(const RunClock& clock, Time now) {
  clock_ = &clock;
  open_second(now);
}

void Recorder::follow_steps(const std::vector<std::string>& names) {
  followed_.clear();
  for (const std::string& name : names) followed_.push_back({.name = name});
}

void Recorder::open_second(Time time) {
  second_ = clock_->second_at(time);
  now_ = &seconds_.at(second_.index);
}

void Recorder::record(const Sample& sample) {
  if (sample.failure == Failure::kStopped) [[unlikely]]
    return count_stopped(sample);
  StepRow& row = *rows_[sample.step];
  row.is_block = sample.is_block;
  if (measured(sample.intended)) {
    row.measured.add(sample);
  } else {
    row.outside.add(sample);
    if (!sample.is_block) {
      count(sample.intended < from_ ? unmeasured_.warm_up : unmeasured_.after_end, sample);
    }
  }
  if (row.over_time != nullptr) [[unlikely]]
    count_over_time(*row.over_time, sample);
  if (sample.is_block) return;
  const std::uint64_t error = sample.failed() ? 1 : 0;
  if (sample.done < second_.begin) [[unlikely]] {
    late_.push_back({sample.done, response_time_of(sample), sample.bytes_received, error});
    return;
  }
  if (sample.done >= second_.end) [[unlikely]]
    open_second(sample.done);
  now_->add(response_time_of(sample), sample.bytes_received, error);
}

void Recorder::count_over_time(StepSeconds& step, const Sample& sample) {
  const LateRequest request{sample.done, response_time_of(sample), sample.bytes_received,
                            sample.failed() ? 1U : 0U};
  if (sample.done < second_.begin) {
    step.late.push_back(request);
    return;
  }
  if (sample.done >= second_.end) open_second(sample.done);
  step.seconds.at(second_.index).add(request);
}

// The target may have received a request that the end of the run stopped.
void Recorder::count_stopped(const Sample& sample) {
  if (sample.bytes_sent == 0) return;
  count(unmeasured_.stopped, sample);
}

void Recorder::record_set_up(const Sample& sample) {
  if (sample.failure == Failure::kStopped) return count_stopped(sample);
  set_up_.add(sample);
}

void Recorder::record_clean_up(const Sample& sample) {
  if (sample.failure == Failure::kStopped) return count_stopped(sample);
  count(unmeasured_.clean_up, sample);
}

Recorder::Requests Recorder::set_up_and_clean_up() const {
  Requests requests = unmeasured_.clean_up;
  requests.merge({set_up_.requests, set_up_.errors, set_up_.sent()});
  return requests;
}

void Recorder::journey_started(JourneyId journey, Time intended) {
  ++(measured(intended) ? iterations_ : other_iterations_)[journey].started;
}

void Recorder::journey_ended(JourneyId journey, Time intended, Duration took, Ending ending) {
  JourneyStatistics& statistics = (measured(intended) ? iterations_ : other_iterations_)[journey];
  statistics.skipped += ending == Ending::kSkipped ? 1 : 0;
  statistics.interrupted += ending == Ending::kInterrupted ? 1 : 0;
  statistics.failed += ending == Ending::kFailed ? 1 : 0;
  if (ending != Ending::kCompleted && ending != Ending::kFailed) return;
  ++statistics.completed;
  statistics.duration.record(took);
}

void Recorder::interrupt_journeys() {
  for (JourneyStatistics& one : iterations_) {
    one.interrupted = one.started - one.completed - one.skipped;
  }
}

void Recorder::deliver(Delivery& into, Detail detail) {
  for (const SecondCounts& second : seconds_) {
    if (!second.empty()) into.seconds.at(second.index).merge(second);
  }
  seconds_.clear();
  now_ = &seconds_.at(second_.index);
  into.late.insert(into.late.end(), late_.begin(), late_.end());
  late_.clear();
  into.steps.resize(followed_.size());
  for (std::size_t i = 0; i < followed_.size(); ++i) followed_[i].deliver(into.steps[i]);
  std::vector<StepRow>& steps = into.counts.steps;
  steps.resize(rows_.size());
  for (std::size_t i = 0; i < rows_.size(); ++i) steps[i].assign(*rows_[i], detail);
  std::vector<LiveJourney>& journeys = into.counts.journeys;
  journeys.resize(journeys_.size());
  for (std::size_t i = 0; i < journeys_.size(); ++i) {
    journeys[i].name = journeys_[i];
    journeys[i].assign(iterations_[i], other_iterations_[i], detail);
  }
}

void Recorder::fold_into(Report& report) const {
  for (const auto& row : rows_) {
    // A step seen only in the warm-up keeps a row of zeros. A gate on it then reports too few
    // samples instead of an unknown step.
    if (row->requests() == 0) continue;
    StepStatistics statistics = row->measured.statistics();
    statistics.is_block = row->is_block;
    report.steps[*row->name].merge(statistics);
    if (!row->is_block) report.total.merge(statistics);
  }
  for (std::size_t i = 0; i < journeys_.size(); ++i) {
    report.journeys[journeys_[i]].merge(iterations_[i]);
  }
  report.set_up.merge(set_up_.statistics());
  report.unmeasured.merge(unmeasured_);
  failures_.fold_into(report, journeys_);
}

}  // namespace traffic
