// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/match/said.h"

#include <fmt/format.h>

#include <algorithm>

#include "gtest_traffic/base/text.h"
#include "gtest_traffic/http/redacted.h"

namespace traffic::detail {
namespace {

constexpr std::string_view kFailed = "Failed\n";  // of ADD_FAILURE and FAIL
constexpr std::string_view kValueOf = "Value of: ";
constexpr std::string_view kThrown =
    "\n  Actual: it ";  // of EXPECT_NO_THROW and similar assertions

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool in_word(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-';
}

// Copies the first line. Replaces numbers and ids with `#`.
std::string_view without_numbers(std::string_view text, std::span<char, kSaidLength> room) {
  // Secrets are hidden first, because the redactor does not recognize a secret without its digits
  // or a part of a secret.
  const std::string hidden = without_secrets(text.substr(0, text.find('\n')));
  const std::string_view line = trim(hidden);
  std::size_t used = 0;
  for (std::size_t at = 0; at < line.size() && used < room.size();) {
    std::size_t end = at;
    bool number = false;
    while (end < line.size() && in_word(line[end])) number |= is_digit(line[end++]);
    if (end == at) {
      room[used++] = line[at++];
    } else if (number) {
      room[used++] = '#';
    } else {
      used += line.substr(at, end - at).copy(room.data() + used, room.size() - used);
    }
    at = std::max(at, end);
  }
  return {room.data(), used};
}

}  // namespace

std::string_view said_by(const MismatchCause& cause, std::span<char, kSaidLength> room) {
  constexpr std::string_view kReasons[] = {"", "no JSON", "no such value", "another value"};
  const std::string_view reason = kReasons[static_cast<std::size_t>(cause.reason)];
  if (cause.part == 0) return reason;
  const auto end = fmt::format_to_n(room.data(), room.size(), "part {} of AllOf{}{}", cause.part,
                                    reason.empty() ? "" : ", ", reason);
  return {room.data(), std::min(end.size, room.size())};
}

std::string_view said_by(std::string_view message, std::span<char, kSaidLength> room) {
  if (message.starts_with(kFailed)) message.remove_prefix(kFailed.size());
  if (message == "Failed" || message.starts_with(kValueOf)) return {};
  const bool compares =
      message.starts_with("Expected: ") || message.starts_with("Expected equality of these ");
  if (!compares) return without_numbers(trim(message), room);
  const std::size_t thrown = message.find(kThrown);
  if (thrown == std::string_view::npos) return {};
  return without_numbers(message.substr(thrown + kThrown.size() - 3), room);
}

}  // namespace traffic::detail
