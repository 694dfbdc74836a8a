// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/match/condense.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "gtest_traffic/base/text.h"
#include "gtest_traffic/http/excerpt.h"
#include "gtest_traffic/http/redacted.h"

namespace traffic::detail {
namespace {

constexpr std::size_t kLineLength = 300;
constexpr std::size_t kMaxValue = 2048;

// Removes empty lines at the end and at the start.
std::string_view trim_lines(std::string_view text) {
  while (text.starts_with('\n')) text.remove_prefix(1);
  while (text.ends_with('\n') || text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

using Lines = std::vector<std::string_view>;

// A summary, and the number of lines that it represents in full.
struct Condensed {
  std::string line;
  std::size_t lines = 1;
};

// Finds the first line that starts with a label, ignoring white space before it.
std::size_t find_label(const Lines& lines, std::string_view label) {
  const auto found = std::find_if(lines.begin(), lines.end(), [&](std::string_view line) {
    return trim(line).starts_with(label);
  });
  return static_cast<std::size_t>(found - lines.begin());
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
    return fmt::format("expected {}, {}{}", expected,
                       explanation.starts_with("got ") ? "" : "got one ", explanation);
  }
  // A matcher that matched inside Not() gives no explanation.
  if (actual.ends_with("(of type traffic::Response)")) {
    return fmt::format("expected {}, but it matched", expected);
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
Condensed from_equality(const Lines& lines) {
  Lines expressions;
  Lines values;
  std::size_t used = 1;
  for (; used < lines.size() && expressions.size() <= 2; ++used) {
    const std::string_view text = trim(lines[used]);
    if (text.empty() || !lines[used].starts_with("  ")) break;
    constexpr std::string_view kWhich = "Which is: ";
    if (text.starts_with(kWhich)) {
      values.push_back(text.substr(kWhich.size()));
    } else if (!text.starts_with("As Text: ")) {
      expressions.push_back(text);
    }
  }
  if (expressions.size() != 2) return {std::string(trim(lines.front()))};
  std::string line = fmt::format("expected {} == {}", expressions[0], expressions[1]);
  if (values.size() == 1) line += fmt::format(", got {}", values[0]);
  if (values.size() == 2) line += fmt::format(", got {} and {}", values[0], values[1]);
  return {std::move(line), used};
}

Condensed condense_lines(const Lines& lines) {
  const std::string_view first = trim(lines.front());
  if (first.starts_with("Expected equality of these values")) return from_equality(lines);

  constexpr std::string_view kValue = "Value of: ";
  constexpr std::string_view kExpected = "Expected: ";
  constexpr std::string_view kActual = "Actual: ";
  const std::size_t expected = find_label(lines, kExpected);
  const std::size_t actual = find_label(lines, kActual);
  if (first.starts_with(kValue) && std::max(expected, actual) < lines.size()) {
    const auto text_at = [&](std::size_t line, std::string_view label) {
      return trim(trim(lines[line]).substr(label.size()));
    };
    // Matchers of containers describe each element on a line.
    std::string description(text_at(expected, kExpected));
    for (std::size_t i = expected + 1; i < actual; ++i)
      description.append(" ").append(trim(lines[i]));
    return {from_value(text_at(0, kValue), description, text_at(actual, kActual)),
            std::max(expected, actual) + 1};
  }
  if (first.starts_with(kExpected)) {
    // EXPECT_LT prints `Expected: (a) < (b), actual: 5 vs 3`.
    std::string line = fmt::format("expected {}", trim(first.substr(kExpected.size())));
    constexpr std::string_view kWhat = ", actual: ";
    if (const auto at = line.rfind(kWhat); at != std::string::npos) {
      line.replace(at, kWhat.size(), ", got ");
    }
    return {std::move(line)};
  }
  if (first == "Failed" && lines.size() > 1) return {std::string(trim(lines[1])), 2};
  return {std::string(first)};
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

CheckText condense(std::string_view assertion_message) {
  // Secrets are hidden before the text is shortened, because the redactor does not recognize a part
  // of a secret.
  const std::string hidden = without_secrets(assertion_message);
  const std::string_view message = trim(hidden);
  const Lines lines = split(message, '\n');
  const Condensed condensed = condense_lines(lines);
  const std::string whole = without_addresses(condensed.line);
  CheckText text{excerpt(whole, kLineLength)};
  if (text.summary != whole) {
    text.details = message;
    return text;
  }
  for (std::size_t i = condensed.lines; i < lines.size(); ++i) {
    text.details.append(lines[i]) += '\n';
  }
  text.details = std::string(trim_lines(text.details));
  return text;
}

CheckText check_text(const Mismatch& mismatch) {
  const auto line_of = [](const Mismatch& part) {
    std::string line = without_secrets(summary_of(part));
    std::replace(line.begin(), line.end(), '\n', ' ');
    return without_addresses(std::move(line));
  };
  CheckText text{line_of(mismatch)};
  if (text.summary.size() > kLineLength) {
    const std::string expected = without_secrets(mismatch.expected);
    const std::string actual = without_secrets(mismatch.actual);
    text.summary = line_of({excerpt(expected, kLineLength / 2), excerpt(actual, kLineLength / 2)});
    text.details = fmt::format("Expected: {}\n  Actual: {}\n", excerpt(expected, kMaxValue),
                               excerpt(actual, kMaxValue));
  }
  for (const std::string& line : mismatch.details) text.details += fmt::format("  {}\n", line);
  text.details += mismatch.comment;
  text.details = std::string(trim_lines(text.details));
  return text;
}

}  // namespace traffic::detail
