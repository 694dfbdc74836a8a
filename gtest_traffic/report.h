// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <iosfwd>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gtest_traffic/clock.h"
#include "gtest_traffic/histogram.h"
#include "gtest_traffic/series.h"
#include "gtest_traffic/units.h"

namespace traffic {

enum class Verdict : std::uint8_t { kPass, kFail, kInvalid };
std::string_view to_string(Verdict verdict);  // `pass`, `fail`, `invalid`

// Selects the load model: arrivals that do not wait for the target (open), or users in a loop
// (closed).
enum class LoadModel : std::uint8_t { kOpen, kClosed };

// Sums up the samples of one row: one step, all steps of a journey, or all steps.
struct StepStatistics {
  std::uint64_t requests = 0;
  std::uint64_t errors = 0;                // requests with a failed check or no response
  std::uint64_t attempts = 0;              // times that requests were sent, with retries
  std::uint64_t redirects = 0;             // followed, each with a request of its own
  std::uint64_t replaced_connections = 0;  // attempts that no server received, sent again at once
  std::uint64_t bytes_sent = 0;
  std::uint64_t bytes_received = 0;
  std::map<int, std::uint64_t> statuses = {};          // 0: no response
  std::map<std::string, std::uint64_t> failures = {};  // by the kebab-case name of Failure
  Histogram response_time = {};                        // done - intended
  Histogram service_time = {};                         // done - sent
  Histogram lateness = {};                             // sent - intended
  bool is_block = false;

  Percent error_rate() const;  // errors / requests; 0 without requests

  // Returns the number of requests that went out, with retries and redirects. Excludes those on
  // replaced connections, because no server received them.
  std::uint64_t sent() const { return attempts + redirects - replaced_connections; }

  void merge(const StepStatistics& other);
};

// Sums up the iterations of one journey.
struct JourneyStatistics {
  std::uint64_t started = 0;
  std::uint64_t completed = 0;  // ended by themselves, with or without failed checks
  std::uint64_t failed = 0;     // subset of completed: with at least one failed check
  std::uint64_t skipped = 0;
  std::uint64_t interrupted = 0;
  Histogram duration = {};  // includes think time

  void merge(const JourneyStatistics& other);
};

// One distinct failure: a check at one line with one cause. Stores the count and the first few full
// texts.
struct DistinctFailure {
  std::string journey = {};
  std::string step = {};
  std::string file = {};
  int line = 0;
  std::string message = {};  // text of the first failure
  std::uint64_t count = 0;
  std::vector<std::string> examples = {};  // full texts, at most kMaxExamples

  // The failures outside of requests, for example in SetUp. No error rate counts them. Excludes the
  // warm-up.
  std::uint64_t outside = 0;

  // Distinguishes failures of the same check with different causes: `status 404`, `no response
  // (reset)`.
  std::string cause = {};
  bool text_left_out = false;  // `message` was omitted to save time

  static constexpr std::size_t kMaxExamples = 3;
  static constexpr std::size_t kMaxCauses = 16;  // per check and step
  // The cause and message of the row that holds all further causes.
  static constexpr std::string_view kOtherCauses = "other causes";
  static constexpr std::string_view kFurtherCauses =
      "failures of this check with other causes, counted together";
};

// Describes how well the generator kept its schedule.
struct GeneratorHealth {
  unsigned workers = 1;
  Histogram loop_lag = {};        // delay of the event loop for due work
  std::uint64_t loop_stalls = 0;  // stalls of the event loop of more than 10 ms
  Duration longest_stall{0};
  Histogram user_wait = {};     // time arrivals waited for a free user, because the target was slow
  Histogram cap_wait = {};      // delay by the rate cap (excluded from latencies)
  Histogram connect_time = {};  // of opened connections: look-up, TCP and TLS
  double steal_share = 0;       // share of the host's CPU time stolen by the hypervisor; 0 to 1
  Histogram host_stall = {};  // lateness of an idle timer on a separate thread, caused by the host
  double cpu_seconds = 0;
  double cpu_share = 0;  // share of one core per worker, 0 to 1
  std::uint64_t peak_users = 0;
  std::uint64_t refused_users = 0;  // no memory for their stacks
  std::uint64_t late_arrivals = 0;  // over 100 ms late or never launched, because of the event loop
  std::uint64_t connections_opened = 0;
  std::map<std::string, std::uint64_t> addresses = {};  // connections opened to each address
  std::uint64_t parked_users = 0;  // bodies that did not end after a stop request
  unsigned stuck_workers = 0;      // left running, because a journey never suspended
};

struct GateResult {
  std::string gate = {};  // `p99<250ms`
  Verdict verdict = Verdict::kPass;
  std::string detail = {};  // `p99 is 312 ms, over 12,345 requests`
};

// Contains all measurements of a load run; a value type that can be copied, merged and judged. Only
// the series, `unmeasured` and `sent()` include the warm-up.
struct Report {
  // Counts the requests outside of the measured window. `sent()` includes them. The series includes
  // those of `warm_up` and `after_end`. All other figures of requests exclude them.
  struct Unmeasured {
    struct Requests {
      std::uint64_t requests = 0;
      std::uint64_t errors = 0;
      std::uint64_t sent = 0;  // with retries and redirects
      void merge(const Requests& other);
    };
    Requests warm_up = {};
    Requests after_end = {};  // of journeys that were running at the end
    Requests clean_up = {};   // to delete created resources
    Requests stopped = {};    // without a result, because the end of the run cut them off

    void merge(const Unmeasured& other);
  };

  std::string name = {};
  Verdict verdict = Verdict::kPass;
  // The reason why the generator or the machine may have caused the result; empty if there is none.
  // The verdict is then invalid, or fail if a failure is certain.
  std::string invalid_because = {};

  LoadModel model = LoadModel::kOpen;
  bool request_paced = false;  // rates count requests, not journeys
  std::int64_t began = 0;      // seconds since 1970; 0: unknown
  Duration elapsed{0};         // length of the measured window
  Duration warm_up{0};
  double offered = 0;            // arrivals due in the measured window; closed model: started
  std::uint64_t started = 0;     // arrivals started in the measured window
  std::uint64_t dropped = 0;     // due but never started
  std::uint64_t unfinished = 0;  // journeys that the end of the grace time interrupted
  bool interrupted = false;

  StepStatistics total = {};
  std::map<std::string, StepStatistics> steps = {};
  std::map<std::string, JourneyStatistics> journeys = {};
  StepStatistics set_up = {};  // of SetUp, TearDown and token requests; `sent()` includes them
  Unmeasured unmeasured = {};
  std::vector<DistinctFailure> failures = {};
  Series series = {};
  std::map<std::string, Series> step_series = {};  // of the steps that a gate judges over time
  GeneratorHealth generator = {};
  std::vector<GateResult> gates = {};
  std::vector<std::string> notes = {};  // caveats for readers of the figures
  std::vector<std::pair<std::string, std::string>> configuration = {};

  Rate offered_rate() const;
  Rate achieved_rate() const;
  Rate request_rate() const;
  Percent error_rate() const { return total.error_rate(); }

  // Returns the row of a step or `STEP` block by name; null if there is none.
  const StepStatistics* step(std::string_view name) const;

  // Returns the number of requests that went out, in and outside of the measured window, with
  // retries and redirects.
  std::uint64_t sent() const;

  // Counts the failed checks outside of requests.
  std::uint64_t failures_outside() const;

  // Counts the distinct failed checks. A check is one line of code in one step of one journey.
  std::size_t failed_places() const;

  // Adds a failure to the row with the same journey, step, file, line and cause, or as a new row.
  // If a check has too many causes, adds the failure to its row for other causes.
  void add_failure(DistinctFailure failure);

  // Adds a note unless the report already has it.
  void add_note(std::string note);

  // Merges the report of another shard of the same run. Counts, sums and histograms merge exactly.
  // An invalid shard makes the result invalid. Removes all gates; the caller judges them again.
  void merge(const Report& other);
};

// Prints a value for a failed assertion: `49.8/s`, `0.1 %`.
void PrintTo(const Rate& rate, std::ostream* out);
void PrintTo(const Percent& percent, std::ostream* out);

// Prints a report in one line, for a failed assertion.
void PrintTo(const Report& report, std::ostream* out);

}  // namespace traffic
