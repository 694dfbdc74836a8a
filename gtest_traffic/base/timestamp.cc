// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/timestamp.h"

#include <fmt/format.h>

#include <array>
#include <cstdint>
#include <ctime>

namespace traffic {
using namespace detail;
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Removes a number of exactly `digits` digits from the front of the text. Returns -1 if there is
// none.
int take_number(std::string_view& text, std::size_t digits) {
  if (text.size() < digits) return -1;
  int number = 0;
  for (const char c : text.substr(0, digits)) {
    if (!is_digit(c)) return -1;
    number = number * 10 + (c - '0');
  }
  text.remove_prefix(digits);
  return number;
}

bool take(std::string_view& text, char c) {
  if (!text.starts_with(c)) return false;
  text.remove_prefix(1);
  return true;
}

std::optional<std::chrono::year_month_day> take_date(std::string_view& text) {
  const int y = take_number(text, 4);
  const bool first = take(text, '-');
  const int m = take_number(text, 2);
  const bool second = take(text, '-');
  const int d = take_number(text, 2);
  if (!first || !second || y < 0 || m < 0 || d < 0) return std::nullopt;
  const std::chrono::year_month_day date(std::chrono::year(y),
                                         std::chrono::month(static_cast<unsigned>(m)),
                                         std::chrono::day(static_cast<unsigned>(d)));
  return date.ok() ? std::optional(date) : std::nullopt;
}

// Removes `hh:mm` from the front of the text. Returns a negative value if there is none.
std::chrono::minutes take_minutes(std::string_view& text) {
  const int hours = take_number(text, 2);
  const bool colon = take(text, ':');
  const int minutes = take_number(text, 2);
  const bool good = colon && hours >= 0 && hours <= 23 && minutes >= 0 && minutes <= 59;
  return std::chrono::minutes(good ? hours * 60 + minutes : -1);
}

// Removes an optional fraction such as `.535` from the front of the text. Returns a negative value
// if no digit follows the point.
std::chrono::microseconds take_fraction(std::string_view& text) {
  constexpr std::size_t kDigits = 6;
  if (!take(text, '.')) return std::chrono::microseconds(0);
  std::int64_t value = 0;
  std::size_t digits = 0;
  for (; !text.empty() && is_digit(text.front()); text.remove_prefix(1), ++digits) {
    if (digits < kDigits) value = value * 10 + (text.front() - '0');
  }
  for (std::size_t i = digits; i < kDigits; ++i) value *= 10;
  return std::chrono::microseconds(digits == 0 ? -1 : value);
}

// Parses `Z`, `+01:00` or `-05:30` at the end of the text.
std::optional<std::chrono::minutes> take_offset(std::string_view& text) {
  if (text == "Z" || text == "z") return std::chrono::minutes(0);
  if (!text.starts_with('+') && !text.starts_with('-')) return std::nullopt;
  const bool behind = text.front() == '-';
  text.remove_prefix(1);
  const std::chrono::minutes offset = take_minutes(text);
  if (offset.count() < 0 || !text.empty()) return std::nullopt;
  return behind ? -offset : offset;
}

}  // namespace

std::string detail::rfc3339(WallTime time) {
  const auto whole = std::chrono::floor<std::chrono::milliseconds>(time);
  const auto day = std::chrono::floor<std::chrono::days>(whole);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(whole - day);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                     clock.hours().count(), clock.minutes().count(), clock.seconds().count(),
                     clock.subseconds().count());
}

std::string detail::utc_text(std::chrono::sys_seconds time) {
  const std::time_t seconds = time.time_since_epoch().count();
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  std::array<char, 32> text{};
  std::strftime(text.data(), text.size(), "%Y-%m-%d %H:%M:%S UTC", &parts);
  return text.data();
}

std::optional<Timestamp> detail::parse_timestamp(std::string_view text) {
  const auto date = take_date(text);
  const bool separated = take(text, 'T') || take(text, 't');
  const std::chrono::minutes minutes = take_minutes(text);
  const bool colon = take(text, ':');
  const int second = take_number(text, 2);
  if (!date || !separated || minutes.count() < 0 || !colon || second < 0 || second > 60) {
    return std::nullopt;
  }
  const std::chrono::microseconds fraction = take_fraction(text);
  const auto offset = take_offset(text);
  if (fraction.count() < 0 || !offset) return std::nullopt;
  return std::chrono::sys_days(*date) + minutes - *offset + std::chrono::seconds(second) + fraction;
}

std::optional<std::chrono::year_month_day> parse_date(std::string_view text) {
  const auto date = take_date(text);
  return text.empty() ? date : std::nullopt;
}

}  // namespace traffic
