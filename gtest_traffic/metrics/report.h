// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <iosfwd>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gtest_traffic/base/clock.h"
#include "gtest_traffic/base/units.h"
#include "gtest_traffic/metrics/histogram.h"
#include "gtest_traffic/metrics/series.h"

namespace traffic {

enum class Verdict : std::uint8_t { kPass, kFail, kInvalid };
std::string_view to_string(Verdict verdict);  // `pass`, `fail`, `invalid`

// Tells which model a load follows: arrivals that do not wait for the target, or users that loop.
enum class LoadModel : std::uint8_t { kOpen, kClosed };

// Sums up the samples of one row: a step, a journey's steps, or all of them.
struct StepStatistics {
  std::uint64_t requests = 0;
  std::uint64_t errors = 0;  // requests with a failed check or no response
  std::uint64_t attempts = 0;
  std::uint64_t bytes_sent = 0;
  std::uint64_t bytes_received = 0;
  std::map<int, std::uint64_t> statuses = {};          // 0: no response
  std::map<std::string, std::uint64_t> failures = {};  // by kebab-case name of Failure
  Histogram response_time = {};                        // done - intended
  Histogram service_time = {};                         // done - sent
  Histogram lateness = {};                             // sent - intended
  bool is_block = false;

  Percent error_rate() const;  // errors / requests; 0 when there are none
  void merge(const StepStatistics& other);
};

// Sums up the iterations of one journey.
struct JourneyStatistics {
  std::uint64_t started = 0;
  std::uint64_t completed = 0;  // reached their end, with or without failed checks
  std::uint64_t failed = 0;     // of these: with at least one failed check
  std::uint64_t skipped = 0;
  std::uint64_t interrupted = 0;
  Histogram duration = {};  // think time included

  void merge(const JourneyStatistics& other);
};

// One distinct failure: a check at one line with one cause, how often, and the first few texts
// whole.
struct DistinctFailure {
  std::string journey = {};
  std::string step = {};
  std::string file = {};
  int line = 0;
  std::string message = {};  // the first one's text
  std::uint64_t count = 0;
  std::vector<std::string> examples = {};  // whole failure texts, at most kMaxExamples

  // Of these: outside of requests, as in SetUp, so that no error rate counts them. None of the
  // warm-up.
  std::uint64_t outside = 0;

  // Tells it from the failures of the same check with another cause: `status 404`,
  // `no response (reset)`.
  std::string cause = {};
  bool text_left_out = false;  // of the message, to save time

  static constexpr std::size_t kMaxExamples = 3;
  static constexpr std::size_t kMaxCauses = 16;  // of one check in one step
  // The row that holds the rest, and its message.
  static constexpr std::string_view kOtherCauses = "other causes";
  static constexpr std::string_view kFurtherCauses =
      "failures of this check with further causes, counted together";
};

// Tells how well the generator kept up.
struct GeneratorHealth {
  unsigned workers = 1;
  Histogram loop_lag = {};        // how late the event loop came to due work
  std::uint64_t loop_stalls = 0;  // how often the event loop stood still for over 10 ms
  Duration longest_stall{0};
  Histogram user_wait = {};     // of arrivals, for a free user: the target's doing
  Histogram cap_wait = {};      // of the requests that the rate cap held back; in no other time
  Histogram connect_time = {};  // of the connections opened: look-up, TCP and TLS
  double steal_share = 0;       // of the host's CPU time: the hypervisor ran somebody else; 0 to 1
  Histogram host_stall = {};    // an idle timer's lateness on a thread of its own: the host's doing
  double cpu_seconds = 0;
  double cpu_share = 0;  // of one core per worker, 0 to 1
  std::uint64_t peak_users = 0;
  std::uint64_t refused_users = 0;  // for want of memory for their stacks
  std::uint64_t late_arrivals =
      0;  // launched over 100 ms late, or not at all, for want of the loop
  std::uint64_t connections_opened = 0;
  std::uint64_t parked_users = 0;  // bodies that did not end when told to stop
  unsigned stuck_workers = 0;      // left behind, as a journey never gave way
};

struct GateResult {
  std::string gate = {};  // `p99<250ms`
  Verdict verdict = Verdict::kPass;
  std::string detail = {};  // `p99 is 312 ms, over 12,345 requests`
};

// Holds everything a load run measured; a value that can be copied, merged and judged. Warm-up is
// left out of every figure but the series.
struct Report {
  std::string name = {};
  Verdict verdict = Verdict::kPass;
  std::string invalid_because = {};  // empty unless the verdict is invalid

  LoadModel model = LoadModel::kOpen;
  bool request_paced = false;  // rates count requests, not journeys
  std::int64_t began = 0;      // seconds since 1970; 0: not known
  Duration elapsed{0};         // of the measured window
  Duration warm_up{0};
  double offered = 0;            // arrivals due in the measured window; closed model: those started
  std::uint64_t started = 0;     // arrivals started in it
  std::uint64_t dropped = 0;     // due, never started
  std::uint64_t unfinished = 0;  // journeys cut off by the end of the grace period
  bool interrupted = false;

  StepStatistics total = {};
  std::map<std::string, StepStatistics> steps = {};
  std::map<std::string, JourneyStatistics> journeys = {};
  StepStatistics set_up = {};  // requests made by SetUp of users, apart
  std::vector<DistinctFailure> failures = {};
  Series series = {};
  GeneratorHealth generator = {};
  std::vector<GateResult> gates = {};
  std::vector<std::string> notes = {};  // what a reader of the figures should know
  std::vector<std::pair<std::string, std::string>> configuration = {};

  Rate offered_rate() const;
  Rate achieved_rate() const;
  Rate request_rate() const;
  Percent error_rate() const { return total.error_rate(); }

  // Finds a row by step name or `STEP` name; null when there is none.
  const StepStatistics* step(std::string_view name) const;

  // Counts the failed checks outside of requests.
  std::uint64_t failures_outside() const;

  // Counts the checks that failed: one line of code in one step of one journey each.
  std::size_t failed_places() const;

  // Adds a failure to its twin (same journey, step, file, line and cause), or as a new row. Where a
  // check has too many causes, it is added to the row of the other causes.
  void add_failure(DistinctFailure failure);

  // Adds a note unless it is there already.
  void add_note(std::string note);

  // Folds another shard's report of the same run into this one. Counts, sums and histograms merge
  // exactly. An invalid shard makes the whole invalid; gates are dropped, to be judged anew by the
  // caller.
  void merge(const Report& other);
};

// Print for a failed assertion: `49.8/s`, `0.1 %`.
void PrintTo(const Rate& rate, std::ostream* out);
void PrintTo(const Percent& percent, std::ostream* out);

// Prints a report in one line, for a failed assertion.
void PrintTo(const Report& report, std::ostream* out);

}  // namespace traffic
