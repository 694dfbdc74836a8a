// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>

#include "gtest_traffic/clock.h"
#include "gtest_traffic/exchange.h"
#include "gtest_traffic/failure.h"
#include "gtest_traffic/random.h"

// The rules for sending a request again after a failure:
//  1. If a kept-alive connection ended and the server cannot have read the request, the client
//     sends the request once more on a new connection. It does so for every method, and even if no
//     retries are allowed.
//  2. In all other cases the client repeats a request as often as the retries permit. If a byte of
//     it was sent, the server may have executed it. The client then repeats only idempotent
//     requests (RFC 9110 §9.2.2).
//  3. One deadline covers all attempts and the pauses between them.
//  4. A streamed body that cannot be sent again prevents any repetition.
//  5. If a kept-alive connection ended before a response and the first rule does not apply, the
//     failure says whether the server may have executed the request.
namespace traffic::detail {

// Returns whether the connection ended before any byte of a response. On a kept-alive connection,
// `Socket::unread_by_peer` then decides whether the first rule applies.
bool ended_unanswered(const Exchange& exchange, Failure failure);

// Describes the kept-alive connection of a failed request that the client does not repeat at once:
// how long the connection was kept alive, and whether the server may have executed the request.
// `unread` states that the server cannot have read the request.
std::string old_connection_text(Duration kept_alive, bool unread);

// The state of a request's attempts so far.
struct Attempts {
  unsigned count = 1;
  Duration left{0};                             // until the deadline
  std::span<const int> statuses_to_retry = {};  // even if the response has no Retry-After
};

// Returns the wait before the request is sent again. Returns `std::nullopt` if another attempt
// cannot help, if there is no time for it, or if the server could process the request twice. For a
// 429 or 503 with `Retry-After` (RFC 9110 §10.2.3), returns the time that it gives. A response
// without it is final, except for a status in `statuses_to_retry`.
//
// Without Retry-After, the wait has a limit that doubles with each attempt, up to 5 s. It starts
// with 100 ms after a failure of the connection and with 500 ms after a status. The wait is random,
// so that waiting users do not all return at once. After a status it is at least half of the limit,
// because the server asked for less load.
std::optional<Duration> pause_before_retry(const Exchange& exchange, const Attempts& attempts,
                                           Random& jitter);

}  // namespace traffic::detail
