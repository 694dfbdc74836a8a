// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/metrics/live_counts.h"

#include <algorithm>

namespace traffic::detail {
namespace {

void clear_counts(JourneyStatistics& counts) {
  counts.started = counts.completed = counts.failed = counts.skipped = counts.interrupted = 0;
  counts.duration.clear();
}

// Returns the sum of a figure over a list.
template <class List, class Figure>
std::uint64_t sum(const List& list, Figure figure) {
  std::uint64_t result = 0;
  for (const auto& one : list) result += figure(one);
  return result;
}

}  // namespace

void LiveJourney::assign(const JourneyStatistics& measured, const JourneyStatistics& outside,
                         Detail detail) {
  counts.started = measured.started + outside.started;
  counts.completed = measured.completed + outside.completed;
  counts.failed = measured.failed + outside.failed;
  counts.skipped = measured.skipped + outside.skipped;
  counts.interrupted = measured.interrupted + outside.interrupted;
  if (detail < Detail::kHistograms) return;
  counts.duration = measured.duration;
  counts.duration.merge(outside.duration);
}

std::uint64_t LiveCounts::requests() const {
  return sum(steps, [](const StepRow& step) { return step.is_block ? 0 : step.requests(); });
}

std::uint64_t LiveCounts::errors() const {
  return sum(steps, [](const StepRow& step) { return step.is_block ? 0 : step.errors(); });
}

std::uint64_t LiveCounts::journeys_started() const {
  return sum(journeys, [](const LiveJourney& journey) { return journey.counts.started; });
}

std::uint64_t LiveCounts::journeys_completed() const {
  return sum(journeys, [](const LiveJourney& journey) { return journey.counts.completed; });
}

void LiveCounts::merge(const LiveCounts& other) {
  for (const StepRow& step : other.steps) {
    auto known = std::find_if(steps.begin(), steps.end(),
                              [&](const StepRow& one) { return one.name == step.name; });
    if (known == steps.end()) {
      steps.push_back({.name = step.name});
      known = steps.end() - 1;
    }
    known->is_block |= step.is_block;
    known->measured.merge(step.measured);
    known->outside.merge(step.outside);
  }
  for (const LiveJourney& journey : other.journeys) {
    auto known = std::find_if(journeys.begin(), journeys.end(),
                              [&](const LiveJourney& one) { return one.name == journey.name; });
    if (known == journeys.end()) {
      journeys.push_back({.name = journey.name, .counts = {}});
      known = journeys.end() - 1;
    }
    known->counts.merge(journey.counts);
  }
  dropped += other.dropped;
  active_users += other.active_users;
  loop_stalls += other.loop_stalls;
  longest_stall = std::max(longest_stall, other.longest_stall);
}

void LiveCounts::clear() {
  for (StepRow& step : steps) {
    step.measured.clear();
    step.outside.clear();
  }
  for (LiveJourney& journey : journeys) clear_counts(journey.counts);
  dropped = active_users = loop_stalls = 0;
  longest_stall = Duration(0);
}

}  // namespace traffic::detail
