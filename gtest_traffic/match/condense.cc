// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/match/condense.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <vector>

#include "gtest_traffic/base/text.h"
#include "gtest_traffic/http/excerpt.h"

namespace traffic::detail {
namespace {

constexpr std::size_t kLineLength = 300;

// Returns the text after the label in the first line that starts with it. Ignores surrounding white
// space.
std::optional<std::string_view> labelled(const std::vector<std::string_view>& lines,
                                         std::string_view label) {
  for (const std::string_view line : lines) {
    const std::string_view text = trim(line);
    if (text.starts_with(label)) return trim(text.substr(label.size()));
  }
  return std::nullopt;
}

// Condenses the text of EXPECT_THAT and EXPECT_TRUE: `Value of: x`, `Expected: …` and `Actual: …`.
std::string from_value(std::string_view value, std::string_view expected, std::string_view actual) {
  if (expected == "true" || expected == "false") {
    return fmt::format("expected {} to be {}, got {}", value, expected, actual);
  }
  // The explanation of a response matcher follows the type. The summary omits the response before
  // the type, because the step already describes it.
  constexpr std::string_view kType = "(of type traffic::Response), ";
  if (const auto type = actual.find(kType); type != std::string_view::npos) {
    const std::string_view explanation = actual.substr(type + kType.size());
    if (explanation.starts_with("expected ")) return std::string(explanation);
    return fmt::format("expected {}, {}", expected, explanation);
  }
  // A matcher that matched inside Not() gives no explanation.
  if (actual.ends_with("(of type traffic::Response)")) {
    return fmt::format("expected {}, got what it rules out", expected);
  }
  const std::size_t type = actual.rfind(" (of type ");
  if (type != std::string_view::npos) {
    const std::size_t end = std::min(actual.find(')', type), actual.size() - 1);
    return fmt::format("expected {} that {}, got {}{}", value, expected, actual.substr(0, type),
                       actual.substr(end + 1));
  }
  return fmt::format("expected {} that {}, got {}", value, expected, actual);
}

// Condenses the text of EXPECT_EQ: two expressions, each with an optional `Which is:` line.
std::string from_equality(const std::vector<std::string_view>& lines) {
  std::vector<std::string_view> expressions;
  std::vector<std::string_view> values;
  for (std::size_t i = 1; i < lines.size() && expressions.size() <= 2; ++i) {
    const std::string_view text = trim(lines[i]);
    if (text.empty() || !lines[i].starts_with("  ")) break;
    constexpr std::string_view kWhich = "Which is: ";
    if (text.starts_with(kWhich)) {
      values.push_back(text.substr(kWhich.size()));
    } else if (!text.starts_with("As Text: ")) {
      expressions.push_back(text);
    }
  }
  if (expressions.size() != 2) return std::string(trim(lines.front()));
  std::string line = fmt::format("expected {} == {}", expressions[0], expressions[1]);
  if (values.size() == 1) line += fmt::format(", got {}", values[0]);
  if (values.size() == 2) line += fmt::format(", got {} and {}", values[0], values[1]);
  return line;
}

std::string condense_whole(std::string_view message) {
  const std::vector<std::string_view> lines = split(trim(message), '\n');
  const std::string_view first = trim(lines.front());
  if (first.starts_with("Expected equality of these values")) return from_equality(lines);

  const auto value = labelled(lines, "Value of: ");
  const auto expected = labelled(lines, "Expected: ");
  const auto actual = labelled(lines, "Actual: ");
  if (value && expected && actual) return from_value(*value, *expected, *actual);
  if (expected && first.starts_with("Expected: ")) {
    // EXPECT_LT prints `Expected: (a) < (b), actual: 5 vs 3`.
    std::string line = fmt::format("expected {}", *expected);
    constexpr std::string_view kActual = ", actual: ";
    if (const auto at = line.rfind(kActual); at != std::string::npos) {
      line.replace(at, kActual.size(), ", got ");
    }
    return line;
  }
  if (first == "Failed" && lines.size() > 1) return std::string(trim(lines[1]));
  return std::string(first);
}

// Removes the `0x7ffd… pointing to ` that GoogleMock prints before a literal, because the address
// differs in every process.
std::string without_addresses(std::string text) {
  constexpr std::string_view kPointing = " pointing to ";
  for (auto at = text.find(kPointing); at != std::string::npos; at = text.find(kPointing, at)) {
    const std::size_t begin = text.rfind("0x", at);
    const bool address =
        begin != std::string::npos && text.find_first_not_of("0123456789abcdef", begin + 2) == at;
    if (address) {
      text.erase(begin, at + kPointing.size() - begin);
      at = begin;
    } else {
      at += kPointing.size();
    }
  }
  return text;
}

}  // namespace

std::string condense(std::string_view assertion_message) {
  return excerpt(without_addresses(condense_whole(assertion_message)), kLineLength);
}

}  // namespace traffic::detail
