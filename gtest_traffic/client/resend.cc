// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/client/resend.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "gtest_traffic/http/http_date.h"
#include "gtest_traffic/http/retry_after.h"

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;

constexpr Duration kFirstLimit = 100ms;
constexpr Duration kFirstLimitOfStatus = 500ms;
constexpr Duration kLongestLimit = 5s;

// Returns the longest wait after this number of attempts.
Duration limit_of(Duration first, unsigned attempts) {
  return std::min(kLongestLimit, first * (1 << std::min(attempts - 1, 10U)));
}

}  // namespace

bool ended_unanswered(const Exchange& exchange, Failure failure) {
  const bool ended = failure == Failure::kClosed || failure == Failure::kReset;
  return ended && exchange.bytes_received == 0;
}

std::string old_connection_text(Duration kept_alive, bool unread) {
  return fmt::format(
      "the connection had been kept alive for {:.1f} s; {}",
      std::chrono::duration<double>(kept_alive).count(),
      unread ? "the server did not read the request, but a streamed body cannot be "
               "sent again"
             : "the server may have executed the request; if it closes idle "
               "connections, set --traffic_max_idle to less than the idle timeout of the server");
}

std::optional<Duration> pause_before_retry(const Exchange& exchange, const Attempts& attempts,
                                           Random& jitter) {
  if (!is_idempotent(exchange.method) && exchange.bytes_sent > 0) return std::nullopt;
  const auto& statuses = attempts.statuses_to_retry;
  const bool retries_status =
      exchange.failure == Failure::kNone &&
      std::find(statuses.begin(), statuses.end(), exchange.status) != statuses.end();
  if (exchange.status == 429 || exchange.status == 503 || retries_status) {
    const auto pause = retry_after(exchange.response_head, wall_now());
    if (pause) return *pause <= attempts.left ? pause : std::nullopt;
    if (!retries_status) return std::nullopt;
  }
  const bool may_succeed = retries_status || is_transient(exchange.failure);
  if (!may_succeed || attempts.left <= Duration(0)) return std::nullopt;
  // Half of the time that is left remains for the attempt.
  const Duration first = retries_status ? kFirstLimitOfStatus : kFirstLimit;
  const Duration limit = std::min(limit_of(first, attempts.count), attempts.left / 2);
  return Duration(jitter.between(retries_status ? limit.count() / 2 : 0, limit.count()));
}

}  // namespace traffic::detail
