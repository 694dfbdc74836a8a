// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/client/retry.h"

#include <algorithm>

#include "gtest_traffic/http/http_date.h"
#include "gtest_traffic/http/retry_after.h"

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;

constexpr Duration kFirstBackoff = 100ms;
constexpr Duration kLongestBackoff = 5s;

}  // namespace

std::optional<Duration> pause_before_retry(const Exchange& exchange, const Attempts& attempts,
                                           Random& jitter) {
  if (!is_idempotent(exchange.method) && exchange.bytes_sent > 0) return std::nullopt;
  if (exchange.status == 429 || exchange.status == 503) {
    const auto pause = retry_after(exchange.response_head, wall_now());
    return pause && *pause <= attempts.longest ? pause : std::nullopt;
  }
  if (!is_transient(exchange.failure)) return std::nullopt;
  // Exponential backoff with full jitter, so that waiting users do not all return at once.
  const Duration ceiling =
      std::min(kLongestBackoff, kFirstBackoff * (1 << std::min(attempts.count - 1, 10U)));
  return Duration(jitter.between(0, ceiling.count()));
}

}  // namespace traffic::detail
