// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace traffic {

using WallTime = std::chrono::system_clock::time_point;

// Returns the time as RFC 3339 has it, in UTC with milliseconds: `2026-03-14T15:09:26.535Z`.
std::string rfc3339(WallTime time);

// A time that was read: all that RFC 3339 can say, years 0 to 9999.
using Timestamp = std::chrono::sys_time<std::chrono::microseconds>;

// Reads a date and time of RFC 3339: `2026-03-14T16:09:26.5+01:00`. Nothing when it is none or
// names a day that does not exist. A leap second counts as the next one; what is below a
// microsecond is dropped.
std::optional<Timestamp> parse_timestamp(std::string_view text);

// Reads a calendar day, `2026-03-14`; nothing when there is no such day.
std::optional<std::chrono::year_month_day> parse_date(std::string_view text);

}  // namespace traffic
