// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "gtest_traffic/metrics/report.h"
#include "gtest_traffic/metrics/sample.h"

namespace traffic {

// Tells whether a failed check counts as one outside of requests, which is judged by itself.
enum class Outside : std::uint8_t { kNo, kYes };

// Counts the failed checks of one worker by journey, step, file and line, and keeps the texts of
// the first few. Counting a known line allocates nothing. Belongs to one thread.
class FailureLog {
 public:
  // More distinct lines than this are counted together, without a place.
  static constexpr std::size_t kMaxDistinct = 1000;

  // Counts one failed check; returns true while its whole text is wanted, which `add_example` then
  // takes.
  bool count(JourneyId journey, std::string_view step, std::string_view file, int line,
             std::string_view message, Outside outside);
  void add_example(std::string text);

  // Tells whether the next failure in this step is worth a full text, before there is one. Goes
  // quiet after the first few failures in the step, and wakes up for a few more when another line
  // in it fails.
  bool wants_example(JourneyId journey, std::string_view step) const;

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
  struct Group {
    std::vector<std::size_t> entries;
    unsigned loud = 0;  // failures that may still be formatted in full
  };
  struct Entry {
    JourneyId journey;
    DistinctFailure failure;
    std::uint64_t told = 0;  // by take_news
    std::uint64_t told_outside = 0;
  };

  std::unordered_map<Place, Group, Hash, Equal> groups_;
  std::vector<Entry> entries_;
  DistinctFailure* latest_ = nullptr;
  DistinctFailure excess_;
  bool has_news_ = false;
};

}  // namespace traffic
