// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "gtest_traffic/metrics/delivery.h"
#include "gtest_traffic/metrics/failure_log.h"
#include "gtest_traffic/metrics/run_clock.h"
#include "gtest_traffic/metrics/sample.h"
#include "gtest_traffic/metrics/second_counts.h"
#include "gtest_traffic/metrics/step_counts.h"
#include "gtest_traffic/metrics/step_seconds.h"
#include "gtest_traffic/report.h"

namespace traffic::detail {

// Collects the samples of one worker thread. After the first samples of a step it does not
// allocate. Interning a known name is a look-up by pointer. Not thread-safe; call `fold_into` after
// that thread has finished.
class Recorder {
 public:
  using Requests = Report::Unmeasured::Requests;

  explicit Recorder(std::vector<std::string> journeys);
  Recorder(const Recorder&) = delete;
  Recorder& operator=(const Recorder&) = delete;

  // Returns the id of a step's row. `prefix` is the method ("GET"), or empty for a STEP block.
  StepId intern(std::string_view prefix, std::string_view name);
  // The text remains valid until the process ends.
  const std::string& step_name(StepId step) const { return *rows_[step]->name; }

  // Counts only samples whose intended start is in [from, to). Other samples go to the series, to
  // the live figures and to the requests outside of the measured window.
  void measure_from(Time from) { from_ = from; }
  void measure_until(Time to) { to_ = to; }

  bool measured(Time intended) const { return intended >= from_ && intended < to_; }

  // Counts requests in the seconds of `clock`, which must outlive this object. Call it again when
  // the clock has changed. Without a clock, all requests belong to one second.
  void follow(const RunClock& clock, Time now);

  // Also counts the steps and STEP blocks with these names by second. Call it before the first
  // sample.
  void follow_steps(const std::vector<std::string>& names);

  // Counts a step, unless the end of the run stopped it.
  void record(const Sample& sample);

  // Counts a request of a user's SetUp or TearDown, or one that deletes a created resource, at any
  // time. These samples appear in no other figure.
  void record_set_up(const Sample& sample);
  void record_clean_up(const Sample& sample);

  // Counts an arrival that starts now.
  void arrival_started(Time now) {
    if (now >= second_.end) [[unlikely]]
      open_second(now);
    ++now_->started;
  }

  void journey_started(JourneyId journey, Time intended);
  // kCompleted and kFailed: the iteration ended by itself, without or with a failed check. Both
  // count in `JourneyStatistics::completed`.
  enum class Ending { kCompleted, kFailed, kSkipped, kInterrupted };
  void journey_ended(JourneyId journey, Time intended, Duration took, Ending ending);

  // Counts the iterations in progress as interrupted, because nothing continues them.
  void interrupt_journeys();

  // Counts one failed check under (journey, step, file, line). Returns true if the log needs an
  // example; the caller then passes the full text to `add_example`.
  bool count_failure(const FailureLog::Check& check) { return failures_.count(check); }
  void add_example(std::string text, std::string summary = {}) {
    failures_.add_example(std::move(text), std::move(summary));
  }

  // Returns whether the next failure needs a full text; the caller asks before it formats the text.
  // The cost is one comparison until the first failure, and then a hash of the name.
  bool wants_example(JourneyId journey, std::string_view step, Failure failure = Failure::kNone,
                     int status = 0) const {
    return failures_.wants_example(journey, step, failure, status);
  }

  // Moves the seconds and the late requests since the last call to `into`, and replaces its counts
  // since the start. Counts of a second that `into` already has are added.
  void deliver(Delivery& into, Detail detail);

  // Appends to `into` the failures counted since the last call.
  void take_failures(std::vector<DistinctFailure>& into) {
    failures_.take_updates(into, journeys_);
  }

  // Returns the requests of SetUp, TearDown and clean-up so far, for a user outside of a load.
  Requests set_up_and_clean_up() const;

  // Adds steps, totals, journeys, set-up and failures. The engine adds the arrivals (offered,
  // started, dropped).
  void fold_into(Report& report) const;

 private:
  void open_second(Time time);
  void count_stopped(const Sample& sample);
  void count_over_time(StepSeconds& step, const Sample& sample);

  struct CacheLine {
    const char* prefix = nullptr;
    const char* name = nullptr;
    std::size_t size = 0;
    StepId step = 0;
  };
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>()(text);
    }
  };
  static constexpr std::size_t kCacheLines = 256;

  std::vector<std::unique_ptr<StepRow>> rows_;
  std::array<CacheLine, kCacheLines> cache_;
  std::unordered_map<std::string, StepId, Hash, std::equal_to<>> ids_;
  std::string key_;  // scratch buffer of `intern`

  std::vector<std::string> journeys_;
  std::vector<JourneyStatistics> iterations_;        // by JourneyId
  std::vector<JourneyStatistics> other_iterations_;  // outside of the measured window
  StepCounts set_up_;
  Report::Unmeasured unmeasured_;
  FailureLog failures_;

  const RunClock* clock_ = nullptr;
  RunSecond second_;  // the latest second with a request
  Seconds seconds_;
  SecondCounts* now_;  // counts of `second_`
  std::vector<LateRequest> late_;
  std::vector<StepSeconds> followed_;  // of this fixed number, because rows point to them

  Time from_ = Time::min();
  Time to_ = Time::max();
};

}  // namespace traffic::detail
