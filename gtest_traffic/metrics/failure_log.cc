// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/metrics/failure_log.h"

#include <functional>
#include <utility>

namespace traffic {
namespace {

// How many failures of a step are formatted in full after a new line in it has failed: enough for
// the examples of a few lines that fail in turn.
constexpr unsigned kLoudFailures = 16;

}  // namespace

std::size_t FailureLog::Hash::operator()(PlaceView place) const {
  return std::hash<std::string_view>()(place.step) ^ (place.journey * 0x9e3779b97f4a7c15U);
}

bool FailureLog::count(JourneyId journey, std::string_view step, std::string_view file, int line,
                       std::string_view message, Outside outside) {
  const std::uint64_t more_outside = outside == Outside::kYes ? 1 : 0;
  has_news_ = true;
  const PlaceView place{journey, step};
  auto found = groups_.find(place);
  if (found != groups_.end()) {
    Group& group = found->second;
    if (group.loud > 0) --group.loud;
    for (const std::size_t index : group.entries) {
      DistinctFailure& failure = entries_[index].failure;
      if (failure.line != line || failure.file != file) continue;
      ++failure.count;
      failure.outside += more_outside;
      latest_ = &failure;
      return failure.examples.size() < DistinctFailure::kMaxExamples;
    }
  }
  if (entries_.size() == kMaxDistinct) {
    ++excess_.count;
    excess_.outside += more_outside;
    latest_ = nullptr;
    return false;
  }
  if (found == groups_.end()) found = groups_.try_emplace({journey, std::string(step)}).first;
  found->second.entries.push_back(entries_.size());
  found->second.loud = kLoudFailures - 1;
  DistinctFailure& failure = entries_.emplace_back().failure;
  entries_.back().journey = journey;
  failure.step = step;
  failure.file = file;
  failure.line = line;
  failure.message = message;
  failure.count = 1;
  failure.outside = more_outside;
  latest_ = &failure;
  return true;
}

void FailureLog::add_example(std::string text) {
  if (latest_ != nullptr && latest_->examples.size() < DistinctFailure::kMaxExamples) {
    latest_->examples.push_back(std::move(text));
  }
}

bool FailureLog::wants_example(JourneyId journey, std::string_view step) const {
  if (entries_.empty()) return true;
  const auto found = groups_.find(PlaceView{journey, step});
  if (found == groups_.end()) return entries_.size() < kMaxDistinct;
  return found->second.loud > 0;
}

void FailureLog::take_news(std::vector<DistinctFailure>& into,
                           std::span<const std::string> journeys) {
  if (!has_news_) return;
  has_news_ = false;
  for (Entry& entry : entries_) {
    const DistinctFailure& failure = entry.failure;
    if (failure.count == entry.told) continue;
    DistinctFailure& news = into.emplace_back();
    news.journey = entry.journey < journeys.size() ? journeys[entry.journey] : "";
    news.step = failure.step;
    news.file = failure.file;
    news.line = failure.line;
    news.count = failure.count - entry.told;
    news.outside = failure.outside - entry.told_outside;
    if (entry.told == 0) {
      news.message = failure.message;
      news.examples = failure.examples;
    }
    entry.told = failure.count;
    entry.told_outside = failure.outside;
  }
}

void FailureLog::fold_into(Report& report, std::span<const std::string> journeys) const {
  for (const Entry& entry : entries_) {
    DistinctFailure failure = entry.failure;
    if (entry.journey < journeys.size()) failure.journey = journeys[entry.journey];
    report.add_failure(std::move(failure));
  }
  if (excess_.count == 0) return;
  DistinctFailure excess = excess_;
  excess.message = "failures at further lines, counted together";
  report.add_failure(std::move(excess));
}

}  // namespace traffic
