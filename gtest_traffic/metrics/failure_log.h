// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "gtest_traffic/metrics/failure_cause.h"
#include "gtest_traffic/metrics/sample.h"
#include "gtest_traffic/report.h"

namespace traffic::detail {

// States whether a failed check is outside of requests, where no error rate counts it.
enum class Outside : std::uint8_t { kNo, kYes };

// Counts the failed checks of one worker by journey, step, file, line and cause, and stores the
// text of the first few. Counting a known failure does not allocate. Not thread-safe.
class FailureLog {
 public:
  // Further distinct failures share one row that has no location.
  static constexpr std::size_t kMaxDistinct = 1000;

  // A failed check. Does not own its text.
  struct Check {
    JourneyId journey;
    std::string_view step;
    std::string_view file;
    int line;
    std::string_view message;
    Outside outside;
    FailureCause cause = {};
  };

  // Counts one failed check. Returns true if the log needs the full text, which the caller then
  // passes to `add_example` together with the text in one line, which replaces the message.
  bool count(const Check& check);
  void add_example(std::string text, std::string summary = {});

  // Returns whether the next failure in this step needs a full text. The caller asks before a check
  // fails. The result becomes false after the first few failures of requests with the same end. It
  // becomes true for a few more failures when another check fails, or the same check fails with
  // another cause.
  bool wants_example(JourneyId journey, std::string_view step, Failure failure = Failure::kNone,
                     int status = 0) const;

  // Appends to `into` the failures counted since the last call. The first count of each distinct
  // failure includes its text.
  void take_updates(std::vector<DistinctFailure>& into, std::span<const std::string> journeys);

  // Adds the failures to the report in the order of their first occurrence. `journeys` maps ids to
  // names.
  void fold_into(Report& report, std::span<const std::string> journeys) const;

 private:
  struct PlaceView {
    JourneyId journey;
    std::string_view step;
    bool operator==(const PlaceView&) const = default;
  };
  struct Place {
    JourneyId journey;
    std::string step;
    operator PlaceView() const { return {journey, step}; }
  };
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(PlaceView place) const;
  };
  struct Equal {
    using is_transparent = void;
    bool operator()(PlaceView a, PlaceView b) const { return a == b; }
  };
  struct ExampleQuota {
    Failure failure;
    int status;
    unsigned left;  // failures that may still be formatted in full
  };
  struct Group {
    std::vector<std::size_t> entries;
    std::vector<ExampleQuota> quotas;  // one per end of request; at most kMaxCauses
  };
  struct Entry {
    bool is(const FailureCause& cause) const {
      return cause.same_outcome(cause_failure, cause_status) && said == cause.said;
    }

    JourneyId journey;
    DistinctFailure failure;
    Failure cause_failure = Failure::kNone;
    int cause_status = 0;
    std::string said;
    bool holds_others = false;   // this row counts the causes beyond kMaxCauses
    std::uint64_t reported = 0;  // count already reported by take_updates
    std::uint64_t reported_outside = 0;
    std::size_t reported_examples = 0;
  };

  static ExampleQuota* quota_of(Group& group, Failure failure, int status);
  Entry* find(Group& group, const Check& check, std::size_t& causes);
  Entry& add(Group& group, const Check& check);

  std::unordered_map<Place, Group, Hash, Equal> groups_;
  std::vector<Entry> entries_;
  DistinctFailure* latest_ = nullptr;  // failure that may receive an example
  DistinctFailure excess_;
  bool has_updates_ = false;
};

}  // namespace traffic::detail
