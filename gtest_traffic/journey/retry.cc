// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/journey/retry.h"

#include <algorithm>

namespace traffic {
namespace {

using namespace std::chrono_literals;

constexpr Duration kFirstBackoff = 100ms;
constexpr Duration kLongestBackoff = 5s;

}  // namespace

std::optional<Duration> pause_before_retry(const Exchange& exchange, unsigned attempts,
                                           bool nothing_sent, Random& jitter) {
  if (!is_transient(exchange.failure)) return std::nullopt;
  if (!is_idempotent(exchange.method) && !nothing_sent) return std::nullopt;
  // Exponential backoff with full jitter: waiting users do not come back all at once.
  const Duration ceiling =
      std::min(kLongestBackoff, kFirstBackoff * (1 << std::min(attempts - 1, 10U)));
  return Duration(jitter.between(0, ceiling.count()));
}

}  // namespace traffic
