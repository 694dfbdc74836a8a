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

constexpr Duration kFirstBackoff = 100ms;
constexpr Duration kLongestBackoff = 5s;

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
  if (exchange.status == 429 || exchange.status == 503) {
    const auto pause = retry_after(exchange.response_head, wall_now());
    return pause && *pause <= attempts.left ? pause : std::nullopt;
  }
  if (!is_transient(exchange.failure) || attempts.left <= Duration(0)) return std::nullopt;
  // Exponential backoff with full jitter, so that waiting users do not all return at once. Half of
  // the time that is left remains for the attempt.
  const Duration ceiling =
      std::min(kLongestBackoff, kFirstBackoff * (1 << std::min(attempts.count - 1, 10U)));
  return Duration(jitter.between(0, std::min(ceiling, attempts.left / 2).count()));
}

}  // namespace traffic::detail
