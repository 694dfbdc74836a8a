// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/http/http_date.h"

#include <algorithm>
#include <array>

#include "gtest_traffic/base/text.h"

namespace traffic::detail {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_delimiter(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte == 0x09 || (byte >= 0x20 && byte <= 0x2f) || (byte >= 0x3b && byte <= 0x40) ||
         (byte >= 0x5b && byte <= 0x60) || (byte >= 0x7b && byte <= 0x7e);
}

// Removes a number of `low` to `high` digits from the front of the text. Another digit must not
// follow.
std::optional<int> take_number(std::string_view& text, std::size_t low, std::size_t high) {
  std::size_t count = 0;
  int number = 0;
  while (count < text.size() && count <= high && is_digit(text[count])) {
    number = number * 10 + (text[count++] - '0');
  }
  if (count < low || count > high) return std::nullopt;
  text.remove_prefix(count);
  return number;
}

std::optional<std::chrono::seconds> read_time(std::string_view token) {
  const auto hour = take_number(token, 1, 2);
  if (!hour || !token.starts_with(':')) return std::nullopt;
  token.remove_prefix(1);
  const auto minute = take_number(token, 1, 2);
  if (!minute || !token.starts_with(':')) return std::nullopt;
  token.remove_prefix(1);
  const auto second = take_number(token, 1, 2);
  if (!second || *hour > 23 || *minute > 59 || *second > 59) return std::nullopt;
  return std::chrono::hours(*hour) + std::chrono::minutes(*minute) + std::chrono::seconds(*second);
}

std::optional<unsigned> read_month(std::string_view token) {
  constexpr std::array<std::string_view, 12> kMonths = {"jan", "feb", "mar", "apr", "may", "jun",
                                                        "jul", "aug", "sep", "oct", "nov", "dec"};
  const auto month = std::find_if(kMonths.begin(), kMonths.end(), [&](std::string_view name) {
    return equals_ignoring_case(token.substr(0, 3), name);
  });
  if (month == kMonths.end()) return std::nullopt;
  return static_cast<unsigned>(month - kMonths.begin()) + 1;
}

}  // namespace

std::optional<std::chrono::sys_seconds> parse_http_date(std::string_view text) {
  std::optional<std::chrono::seconds> time;
  std::optional<int> day;
  std::optional<unsigned> month;
  std::optional<int> year;
  while (!text.empty()) {
    const auto end = std::find_if(text.begin(), text.end(), is_delimiter);
    std::string_view token(text.data(), static_cast<std::size_t>(end - text.begin()));
    text.remove_prefix(std::min(token.size() + 1, text.size()));
    if (!time && (time = read_time(token))) continue;
    std::string_view rest = token;
    if (!day && (day = take_number(rest, 1, 2))) continue;
    if (!month && (month = read_month(token))) continue;
    if (!year) year = take_number(token, 2, 4);
  }
  if (!time || !day || !month || !year) return std::nullopt;
  if (*year < 70) *year += 2000;
  if (*year < 100) *year += 1900;
  const std::chrono::year_month_day date{std::chrono::year(*year), std::chrono::month(*month),
                                         std::chrono::day(static_cast<unsigned>(*day))};
  if (*year < 1601 || !date.ok()) return std::nullopt;
  return std::chrono::sys_days(date) + *time;
}

}  // namespace traffic::detail
