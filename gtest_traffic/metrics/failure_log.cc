// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/metrics/failure_log.h"

#include <functional>
#include <utility>

namespace traffic::detail {
namespace {

// After a new failure in a step, this many further failures with the same outcome are formatted in
// full. This is enough for the examples of a few checks that fail in turn.
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
FailureLog::Entry* FailureLog::find(Group& group, const Check& check, std::size_t& causes) {
  Entry* others = nullptr;
  for (const std::size_t index : group.entries) {
    Entry& entry = entries_[index];
    if (entry.failure.line != check.line || entry.failure.file != check.file) continue;
    if (entry.holds_others) {
      others = &entry;
    } else if (entry.is(check.cause)) {
      return &entry;
    } else {
      ++causes;
    }
  }
  return others;
}

FailureLog::Entry& FailureLog::add(Group& group, const Check& check) {
  group.entries.push_back(entries_.size());
  Entry& entry = entries_.emplace_back();
  entry.journey = check.journey;
  entry.failure.step = check.step;
  entry.failure.file = check.file;
  entry.failure.line = check.line;
  return entry;
}

bool FailureLog::count(const Check& check) {
  const FailureCause& cause = check.cause;
  const std::uint64_t more_outside = check.outside == Outside::kYes ? 1 : 0;
  const bool without_text = cause.text == FailureCause::Text::kOmitted;
  has_updates_ = true;
  latest_ = nullptr;
  const auto group = groups_.find(PlaceView{check.journey, check.step});
  std::size_t causes = 0;
  Entry* entry = group == groups_.end() ? nullptr : find(group->second, check, causes);
  if (entry == nullptr && entries_.size() == kMaxDistinct) {
    ++excess_.count;
    excess_.outside += more_outside;
    return false;
  }
  Group& home =
      group != groups_.end() ? group->second : groups_[{check.journey, std::string(check.step)}];
  ExampleQuota* const quota = quota_of(home, cause.failure, cause.status);
  if (quota != nullptr && quota->left > 0) --quota->left;
  if (entry == nullptr) {
    entry = &add(home, check);
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
      entry->failure.message = check.message;
      if (quota != nullptr) quota->left = kExamplesPerOutcome - 1;
    }
  }
  DistinctFailure& failure = entry->failure;
  ++failure.count;
  failure.outside += more_outside;
  if (entry->holds_others) return false;
  // Keep the first exchange even if its text was omitted; the first full text replaces its message
  // and examples.
  if (without_text && failure.count > 1) return false;
  if (!without_text && std::exchange(failure.text_left_out, false)) {
    failure.message = check.message;
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
    // Send the message with the first report, and when the examples start again.
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
