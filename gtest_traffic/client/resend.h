// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "gtest_traffic/clock.h"
#include "gtest_traffic/exchange.h"
#include "gtest_traffic/failure.h"
#include "gtest_traffic/random.h"

// The rules for sending a request again after a failure:
//  1. If a kept-alive connection ended and the server cannot have read the request, the client
//     sends the request once more on a new connection. It does so for every method, and even if no
//     retries are allowed.
//  2. In all other cases the server may have executed the request. The client then repeats only
//     idempotent requests (RFC 9110 §9.2.2), as often as the retries permit.
//  3. One deadline covers all attempts and the pauses between them.
//  4. If the client does not repeat the request, the failure says that the server may have executed
//     it.
namespace traffic::detail {

// Returns whether the connection ended before any byte of a response. On a kept-alive connection,
// `Socket::unread_by_peer` then decides whether the first rule applies.
bool ended_unanswered(const Exchange& exchange, Failure failure);

// Describes the kept-alive connection of a failed request that the client does not repeat at once:
// how long the connection was kept alive, and whether the server may have executed the request.
std::string old_connection_text(Duration kept_alive, bool unread);

// The state of a request's attempts so far.
struct Attempts {
  unsigned count = 1;
  Duration left{0};  // until the deadline
};

// Returns the wait before the request is sent again. Returns `std::nullopt` if another attempt
// cannot help, if there is no time for it, or if the server could process the request twice. After
// a 429 or 503 with Retry-After (RFC 9110 §10.2.3), waits for that time. A 429 or 503 without it is
// final.
std::optional<Duration> pause_before_retry(const Exchange& exchange, const Attempts& attempts,
                                           Random& jitter);

}  // namespace traffic::detail
