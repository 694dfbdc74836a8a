// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/journey/sample_of.h"

namespace traffic::detail {

Sample sample_of(const Call& call, StepId step, Time due) {
  const Exchange& result = *call.last;
  Sample sample;
  sample.step = step;
  sample.done = result.done();
  sample.status = result.status;
  sample.failure = result.failure;
  sample.bytes_sent = result.bytes_sent;
  sample.bytes_received = result.bytes_received;
  sample.cap_wait = result.cap_wait;
  const Exchange* first = &result;
  const Exchange* last_of_hop = &result;  // after the loop: of the first hop
  while (const Exchange* const before = first->previous) {
    if (first->cause == SendCause::kRedirect) {
      ++sample.redirects;
      last_of_hop = before;
    } else {
      ++sample.attempts;
    }
    if (first->cause == SendCause::kReconnect) ++sample.replaced_connections;
    sample.bytes_sent += before->bytes_sent;
    sample.bytes_received += before->bytes_received;
    sample.cap_wait += before->cap_wait;
    first = before;
  }
  while (replaces_previous(last_of_hop->cause)) last_of_hop = last_of_hop->previous;
  sample.sent = last_of_hop->sent;
  sample.intended = due;
  if (due == Time::min()) {
    sample.intended = first->sent;
    sample.cap_wait -= first->cap_wait;
  }
  return sample;
}

}  // namespace traffic::detail
