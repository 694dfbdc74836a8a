// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "gtest_traffic/metrics/failure_cause.h"
#include "gtest_traffic/metrics/report.h"
#include "gtest_traffic/metrics/sample.h"

namespace traffic {

// Tells whether a failed check counts as one outside of requests, which is judged by itself.
enum class Outside : std::uint8_t { kNo, kYes };

// Counts the failed checks of one worker by journey, step, file, line and cause, and keeps the
// texts of the first few. Counting a known failure allocates nothing. Belongs to one thread.
class FailureLog {
 public:
  // More distinct failures than this are counted together, without a place.
  static constexpr std::size_t kMaxDistinct = 1000;

  // Counts one failed check; returns true while its whole text is wanted, which `add_example` then
  // takes.
  bool count(JourneyId journey, std::string_view step, std::string_view file, int line,
             std::string_view message, Outside outside, const FailureCause& cause = {});
  void add_example(std::string text);

  // Tells, before a check fails, whether the next failure in this step is worth a full text. Goes
  // quiet after the first few failures of requests that ended so. Wakes up for a few more when
  // another check fails, or the same one with another cause.
  bool wants_example(JourneyId journey, std::string_view step, Failure failure = Failure::kNone,
                     int status = 0) const;

  // Moves what was counted since the last call to the end of `into`: the text of each distinct
  // failure comes with its first count.
  void take_news(std::vector<DistinctFailure>& into, std::span<const std::string> journeys);

  // Adds the failures to the report in the order they first occurred; `journeys` names the ids.
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
  struct Loud {
    Failure failure;
    int status;
    unsigned left;  // failures that may still be formatted in full
  };
  struct Group {
    std::vector<std::size_t> entries;
    std::vector<Loud> loud;  // by the end of the request; at most kMaxCauses
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
    bool holds_others = false;  // the causes beyond kMaxCauses
    std::uint64_t told = 0;     // by take_news
    std::uint64_t told_outside = 0;
    std::size_t told_examples = 0;
  };

  static Loud* loud_of(Group& group, Failure failure, int status);
  Entry* find(Group& group, std::string_view file, int line, const FailureCause& cause,
              std::size_t& causes);
  Entry& add(JourneyId journey, Group& group, std::string_view step, std::string_view file,
             int line);

  std::unordered_map<Place, Group, Hash, Equal> groups_;
  std::vector<Entry> entries_;
  DistinctFailure* latest_ = nullptr;  // that may take an example
  DistinctFailure excess_;
  bool has_news_ = false;
};

}  // namespace traffic
