// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/metrics/failure_log.h"

#include <functional>
#include <utility>

namespace traffic::detail {
namespace {

// Number of failures of a step to format in full after a new failure in it. This is enough for the
// examples of a few checks that fail in turn.
constexpr unsigned kExamplesPerOutcome = 16;

}  // namespace

std::size_t FailureLog::Hash::operator()(PlaceView place) const {
  return std::hash<std::string_view>()(place.step) ^ (place.journey * 0x9e3779b97f4a7c15U);
}

FailureLog::ExampleQuota* FailureLog::quota_of(Group& group, Failure failure, int status) {
  for (ExampleQuota& quota : group.quotas) {
    if (quota.failure == failure && quota.status == status) return &quota;
  }
  if (group.quotas.size() == DistinctFailure::kMaxCauses) return nullptr;
  return &group.quotas.emplace_back(ExampleQuota{failure, status, kExamplesPerOutcome});
}

// Returns the row of the failure. If its line has too many causes, returns the row for other
// causes. Sets `causes` to the number of causes of the line.
FailureLog::Entry* FailureLog::find(Group& group, std::string_view file, int line,
                                    const FailureCause& cause, std::size_t& causes) {
  Entry* others = nullptr;
  for (const std::size_t index : group.entries) {
    Entry& entry = entries_[index];
    if (entry.failure.line != line || entry.failure.file != file) continue;
    if (entry.holds_others) {
      others = &entry;
    } else if (entry.is(cause)) {
      return &entry;
    } else {
      ++causes;
    }
  }
  return others;
}

FailureLog::Entry& FailureLog::add(JourneyId journey, Group& group, std::string_view step,
                                   std::string_view file, int line) {
  group.entries.push_back(entries_.size());
  Entry& entry = entries_.emplace_back();
  entry.journey = journey;
  entry.failure.step = step;
  entry.failure.file = file;
  entry.failure.line = line;
  return entry;
}

bool FailureLog::count(JourneyId journey, std::string_view step, std::string_view file, int line,
                       std::string_view message, Outside outside, const FailureCause& cause) {
  const std::uint64_t more_outside = outside == Outside::kYes ? 1 : 0;
  const bool without_text = cause.text == FailureCause::Text::kOmitted;
  has_updates_ = true;
  latest_ = nullptr;
  const auto group = groups_.find(PlaceView{journey, step});
  std::size_t causes = 0;
  Entry* entry = group == groups_.end() ? nullptr : find(group->second, file, line, cause, causes);
  if (entry == nullptr && entries_.size() == kMaxDistinct) {
    ++excess_.count;
    excess_.outside += more_outside;
    return false;
  }
  Group& home = group != groups_.end() ? group->second : groups_[{journey, std::string(step)}];
  ExampleQuota* const quota = quota_of(home, cause.failure, cause.status);
  if (quota != nullptr && quota->left > 0) --quota->left;
  if (entry == nullptr) {
    entry = &add(journey, home, step, file, line);
    if (causes == DistinctFailure::kMaxCauses) {
      entry->holds_others = true;
      entry->failure.cause = DistinctFailure::kOtherCauses;
      entry->failure.message = DistinctFailure::kFurtherCauses;
    } else {
      entry->cause_failure = cause.failure;
      entry->cause_status = cause.status;
      entry->said = cause.said;
      entry->failure.cause = to_string(cause);
      entry->failure.text_left_out = without_text;
      entry->failure.message = message;
      if (quota != nullptr) quota->left = kExamplesPerOutcome - 1;
    }
  }
  DistinctFailure& failure = entry->failure;
  ++failure.count;
  failure.outside += more_outside;
  if (entry->holds_others) return false;
  // The exchange of the first failure is useful even without a text. The first full text replaces
  // it.
  if (without_text && failure.count > 1) return false;
  if (!without_text && std::exchange(failure.text_left_out, false)) {
    failure.message = message;
    failure.examples.clear();
    entry->reported_examples = 0;
  }
  latest_ = &failure;
  return failure.examples.size() < DistinctFailure::kMaxExamples;
}

void FailureLog::add_example(std::string text, std::string summary) {
  if (latest_ == nullptr || latest_->examples.size() >= DistinctFailure::kMaxExamples) return;
  if (latest_->examples.empty() && !summary.empty()) latest_->message = std::move(summary);
  latest_->examples.push_back(std::move(text));
}

bool FailureLog::wants_example(JourneyId journey, std::string_view step, Failure failure,
                               int status) const {
  if (entries_.empty()) return true;
  const auto found = groups_.find(PlaceView{journey, step});
  if (found == groups_.end()) return entries_.size() < kMaxDistinct;
  for (const ExampleQuota& quota : found->second.quotas) {
    if (quota.failure == failure && quota.status == status) return quota.left > 0;
  }
  return found->second.quotas.size() < DistinctFailure::kMaxCauses;
}

void FailureLog::take_updates(std::vector<DistinctFailure>& into,
                              std::span<const std::string> journeys) {
  if (!has_updates_) return;
  has_updates_ = false;
  for (Entry& entry : entries_) {
    const DistinctFailure& failure = entry.failure;
    if (failure.count == entry.reported) continue;
    DistinctFailure& update = into.emplace_back();
    update.journey = entry.journey < journeys.size() ? journeys[entry.journey] : "";
    update.step = failure.step;
    update.file = failure.file;
    update.line = failure.line;
    update.cause = failure.cause;
    update.count = failure.count - entry.reported;
    update.outside = failure.outside - entry.reported_outside;
    // The message comes with the first example and with the first full text.
    const auto examples =
        failure.examples.begin() + static_cast<std::ptrdiff_t>(entry.reported_examples);
    update.examples.assign(examples, failure.examples.end());
    update.text_left_out = failure.text_left_out;
    const bool first_example = entry.reported_examples == 0 && !update.examples.empty();
    if (entry.reported == 0 || first_example) update.message = failure.message;
    entry.reported_examples = failure.examples.size();
    entry.reported = failure.count;
    entry.reported_outside = failure.outside;
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
  excess.message = "failures at other lines, counted together";
  report.add_failure(std::move(excess));
}

}  // namespace traffic::detail
