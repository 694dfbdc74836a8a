// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/http/retry_after.h"

#include <algorithm>
#include <cstdint>

#include "gtest_traffic/base/number.h"
#include "gtest_traffic/http/headers.h"
#include "gtest_traffic/http/http_date.h"

namespace traffic::detail {

std::optional<Duration> retry_after(std::string_view response_head, std::chrono::sys_seconds now) {
  const std::string_view value =
      find_header(response_head, "Retry-After").value_or(std::string_view{});
  if (const auto seconds = parse_number<std::uint32_t>(value))
    return std::chrono::seconds(*seconds);
  const auto date = parse_http_date(value);
  if (!date) return std::nullopt;
  constexpr auto kLongest = std::chrono::seconds(365 * 24 * 3600);
  return std::clamp(*date - now, std::chrono::seconds(0), kLongest);
}

}  // namespace traffic::detail
