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
  sample.attempts = 0;
  const Exchange* first = &result;
  const Exchange* last_of_hop = &result;  // after the loop: of the first hop
  for (const Exchange* each = &result; each != nullptr; each = each->previous) {
    sample.bytes_sent += each->bytes_sent;
    sample.bytes_received += each->bytes_received;
    sample.cap_wait += each->cap_wait;
    if (each->cause == SendCause::kRedirect) {
      ++sample.redirects;
      last_of_hop = each->previous;
    } else {
      ++sample.attempts;
    }
    if (each->cause == SendCause::kReconnect) ++sample.replaced_connections;
    first = each;
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
