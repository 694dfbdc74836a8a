// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace traffic {

using WallTime = std::chrono::system_clock::time_point;

// Parses a calendar day: `2026-03-14`. Returns `std::nullopt` if there is no such day.
std::optional<std::chrono::year_month_day> parse_date(std::string_view text);

namespace detail {

// Returns the time in the format of RFC 3339, in UTC with milliseconds: `2026-03-14T15:09:26.535Z`.
std::string rfc3339(WallTime time);

// Returns the time in UTC for a message: `2026-03-14 15:09:26 UTC`.
std::string utc_text(std::chrono::sys_seconds time);

// Holds a parsed time. Its range is the range of RFC 3339: years 0 to 9999.
using Timestamp = std::chrono::sys_time<std::chrono::microseconds>;

// Parses a date and time of RFC 3339: `2026-03-14T16:09:26.5+01:00`. Returns `std::nullopt` if the
// text is malformed or the day does not exist. A leap second is read as the second after it. Digits
// beyond microseconds are dropped.
std::optional<Timestamp> parse_timestamp(std::string_view text);

}  // namespace detail
}  // namespace traffic
