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
#include "gtest_traffic/metrics/report.h"
#include "gtest_traffic/metrics/sample.h"

namespace traffic {

// Collects the samples of one worker thread. After a step's first samples nothing is allocated;
// interning a known name is a pointer-keyed look-up. Belongs to one thread; `fold_into` after that
// thread is done.
class Recorder {
 public:
  explicit Recorder(std::vector<std::string> journeys);

  // Returns the id of a step's row; `prefix` is the method ("GET") or empty for a STEP block.
  StepId intern(std::string_view prefix, std::string_view name);
  // The text lives until the process ends.
  const std::string& step_name(StepId step) const { return *rows_[step]->name; }

  // Only samples whose intended start lies in [from, to) count; the rest go to the series alone.
  void measure_from(Time from) { from_ = from; }
  void measure_until(Time to) { to_ = to; }

  bool measured(Time intended) const { return intended >= from_ && intended < to_; }

  // Counts a step, unless the run's end stopped it.
  void record(const Sample& sample);

  // Counts a request of a user's SetUp, whenever it was; such samples appear in no other figure.
  void record_set_up(const Sample& sample);

  void journey_started(JourneyId journey, Time intended);
  enum class Ending { kCompleted, kFailed, kSkipped, kInterrupted };
  void journey_ended(JourneyId journey, Time intended, Duration took, Ending ending);

  // Counts the iterations that have begun and not ended as interrupted, as nobody goes on with
  // them.
  void interrupt_journeys();

  // Counts one failed check under (journey, step, file, line); returns true while its example is
  // wanted, in which case `add_example` takes the whole text.
  bool count_failure(JourneyId journey, std::string_view step, std::string_view file, int line,
                     std::string_view message, Outside outside, const FailureCause& cause = {}) {
    return failures_.count(journey, step, file, line, message, outside, cause);
  }
  void add_example(std::string text) { failures_.add_example(std::move(text)); }

  // Tells, before a failure is formatted, whether its full text is worth making; costs a comparison
  // until the first failure, then a hash of the name.
  bool wants_example(JourneyId journey, std::string_view step, Failure failure = Failure::kNone,
                     int status = 0) const {
    return failures_.wants_example(journey, step, failure, status);
  }

  // What happened since the last call, warm-up included: for the console and the series. Blocks are
  // left out.
  struct Interval {
    std::uint64_t started = 0, completed = 0, requests = 0, errors = 0, bytes_received = 0;
    Histogram response_time;
    void merge(const Interval& other);
  };
  void take_interval(Interval& into);  // merges into `into`, then starts anew

  // Cumulative per-step figures for the live view, warm-up included; replaces what `into` held.
  struct StepBrief {
    std::string name;
    std::uint64_t requests = 0, errors = 0;
    Duration total_time{0};  // of responses
    bool is_block = false;

    // Without the warm-up; filled only when asked for.
    std::uint64_t measured_requests = 0, measured_errors = 0, bytes_received = 0;
    Distribution response_time = {};
  };
  enum class Detail { kCounts, kMeasured };
  void brief(std::vector<StepBrief>& into, Detail detail = Detail::kCounts) const;

  // Moves the failures counted since the last call to the end of `into`.
  void take_failures(std::vector<DistinctFailure>& into) { failures_.take_news(into, journeys_); }

  // Adds steps, totals, journeys, set-up and failures. Arrivals (offered, started, dropped) are the
  // engine's.
  void fold_into(Report& report) const;

 private:
  static constexpr std::size_t kFailures = static_cast<std::size_t>(Failure::kStopped) + 1;

  // A StepStatistics without maps; the live figures include the warm-up.
  struct Row {
    const std::string* name = nullptr;  // immortal
    std::uint64_t live_requests = 0, live_errors = 0;
    Duration live_time{0};
    bool is_block = false;
    std::uint64_t requests = 0, errors = 0, attempts = 0, bytes_sent = 0, bytes_received = 0;
    std::vector<std::pair<int, std::uint64_t>>
        statuses;  // a target answers few, the usual one first
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
  std::string key_;  // scratch of `intern`

  std::vector<std::string> journeys_;
  std::vector<JourneyStatistics> iterations_;  // by JourneyId
  Row set_up_;
  FailureLog failures_;
  Interval interval_;
  Time from_ = Time::min();
  Time to_ = Time::max();
};

}  // namespace traffic
