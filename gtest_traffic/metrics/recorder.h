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

#include "gtest_traffic/metrics/failure_log.h"
#include "gtest_traffic/metrics/sample.h"
#include "gtest_traffic/report.h"

namespace traffic::detail {

// Collects the samples of one worker thread. After the first samples of a step it does not
// allocate. Interning a known name is a look-up by pointer. Not thread-safe; call `fold_into` after
// that thread has finished.
class Recorder {
 public:
  explicit Recorder(std::vector<std::string> journeys);

  // Returns the id of a step's row. `prefix` is the method ("GET"), or empty for a STEP block.
  StepId intern(std::string_view prefix, std::string_view name);
  // The text remains valid until the process ends.
  const std::string& step_name(StepId step) const { return *rows_[step]->name; }

  // Counts only samples whose intended start is in [from, to). Other samples go to the series only.
  void measure_from(Time from) { from_ = from; }
  void measure_until(Time to) { to_ = to; }

  bool measured(Time intended) const { return intended >= from_ && intended < to_; }

  // Counts a step, unless the end of the run stopped it.
  void record(const Sample& sample);

  // Counts a request of a user's SetUp at any time. These samples appear in no other figure.
  void record_set_up(const Sample& sample);

  void journey_started(JourneyId journey, Time intended);
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

  // The figures since the last call, with the warm-up, for the console and the series. STEP blocks
  // are not included.
  struct Interval {
    std::uint64_t started = 0, completed = 0, requests = 0, errors = 0, bytes_received = 0;
    Histogram response_time;
    void merge(const Interval& other);
  };
  void take_interval(Interval& into);  // merges into `into`, then resets

  // Cumulative figures per step for the live view, with the warm-up. Replaces the content of
  // `into`.
  struct StepBrief {
    std::string name;
    std::uint64_t requests = 0, errors = 0;
    Duration total_time{0};  // of responses
    bool is_block = false;

    // Without the warm-up; filled only on request.
    std::uint64_t measured_requests = 0, measured_errors = 0, bytes_received = 0;
    Distribution response_time = {};
  };
  enum class Detail { kCounts, kMeasured };
  void brief(std::vector<StepBrief>& into, Detail detail = Detail::kCounts) const;

  // Appends to `into` the failures counted since the last call.
  void take_failures(std::vector<DistinctFailure>& into) {
    failures_.take_updates(into, journeys_);
  }

  // Adds steps, totals, journeys, set-up and failures. The engine adds the arrivals (offered,
  // started, dropped).
  void fold_into(Report& report) const;

 private:
  static constexpr std::size_t kFailures = static_cast<std::size_t>(Failure::kStopped) + 1;

  // A StepStatistics without maps. The live figures include the warm-up.
  struct Row {
    const std::string* name = nullptr;  // never freed
    std::uint64_t live_requests = 0, live_errors = 0;
    Duration live_time{0};
    bool is_block = false;
    std::uint64_t requests = 0, errors = 0, attempts = 0, bytes_sent = 0, bytes_received = 0;
    std::vector<std::pair<int, std::uint64_t>>
        statuses;  // most targets use few statuses; the most common comes first
    std::array<std::uint64_t, kFailures> failures{};
    Histogram response_time, service_time, lateness;

    void add(const Sample& sample);
    StepStatistics statistics() const;
  };
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

  std::vector<std::unique_ptr<Row>> rows_;
  std::array<CacheLine, kCacheLines> cache_;
  std::unordered_map<std::string, StepId, Hash, std::equal_to<>> ids_;
  std::string key_;  // scratch buffer of `intern`

  std::vector<std::string> journeys_;
  std::vector<JourneyStatistics> iterations_;  // by JourneyId
  Row set_up_;
  FailureLog failures_;
  Interval interval_;
  Time from_ = Time::min();
  Time to_ = Time::max();
};

}  // namespace traffic::detail
