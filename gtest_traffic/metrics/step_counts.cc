// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/metrics/step_counts.h"

namespace traffic::detail {
namespace {

void add_status(std::vector<std::pair<int, std::uint64_t>>& statuses, int status,
                std::uint64_t more) {
  for (auto& [known, count] : statuses) {
    if (known == status) {
      count += more;
      return;
    }
  }
  statuses.emplace_back(status, more);
}

}  // namespace

void StepCounts::add(const Sample& sample) {
  const Duration response = response_time_of(sample);
  ++requests;
  errors += sample.failed() ? 1U : 0U;
  attempts += sample.attempts;
  redirects += sample.redirects;
  replaced_connections += sample.replaced_connections;
  bytes_sent += sample.bytes_sent;
  bytes_received += sample.bytes_received;
  total_time += response;
  if (sample.failure != Failure::kNone) ++failures[static_cast<std::size_t>(sample.failure)];
  response_time.record(response);
  service_time.record(sample.done - sample.sent);
  lateness.record(sample.sent - sample.intended - sample.cap_wait);
  if (!sample.is_block) add_status(statuses, sample.status, 1);
}

void StepCounts::merge(const StepCounts& other) {
  requests += other.requests;
  errors += other.errors;
  attempts += other.attempts;
  redirects += other.redirects;
  replaced_connections += other.replaced_connections;
  bytes_sent += other.bytes_sent;
  bytes_received += other.bytes_received;
  total_time += other.total_time;
  for (const auto& [status, count] : other.statuses) add_status(statuses, status, count);
  for (std::size_t i = 0; i < failures.size(); ++i) failures[i] += other.failures[i];
  response_time.merge(other.response_time);
  service_time.merge(other.service_time);
  lateness.merge(other.lateness);
}

void StepCounts::assign(const StepCounts& other, Detail detail) {
  requests = other.requests;
  errors = other.errors;
  attempts = other.attempts;
  redirects = other.redirects;
  replaced_connections = other.replaced_connections;
  bytes_sent = other.bytes_sent;
  bytes_received = other.bytes_received;
  total_time = other.total_time;
  statuses = other.statuses;
  failures = other.failures;
  if (detail < Detail::kHistograms) return;
  response_time = other.response_time;
  service_time = other.service_time;
  lateness = other.lateness;
}

void StepCounts::clear() {
  requests = errors = attempts = redirects = replaced_connections = bytes_sent = bytes_received = 0;
  total_time = Duration(0);
  statuses.clear();
  failures.fill(0);
  response_time.clear();
  service_time.clear();
  lateness.clear();
}

StepStatistics StepCounts::statistics() const {
  StepStatistics result{.requests = requests,
                        .errors = errors,
                        .attempts = attempts,
                        .redirects = redirects,
                        .replaced_connections = replaced_connections,
                        .bytes_sent = bytes_sent,
                        .bytes_received = bytes_received,
                        .statuses = {statuses.begin(), statuses.end()},
                        .failures = {},
                        .response_time = response_time,
                        .service_time = service_time,
                        .lateness = lateness};
  for (std::size_t i = 0; i < failures.size(); ++i) {
    if (failures[i] != 0) result.failures.emplace(to_string(static_cast<Failure>(i)), failures[i]);
  }
  return result;
}

void StepRow::assign(const StepRow& other, Detail detail) {
  name = other.name;
  is_block = other.is_block;
  if (measured.requests != other.measured.requests) measured.assign(other.measured, detail);
  if (outside.requests != other.outside.requests) outside.assign(other.outside, detail);
}

}  // namespace traffic::detail
