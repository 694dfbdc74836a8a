// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/http/challenge.h"

#include <algorithm>

#include "gtest_traffic/base/text.h"

namespace traffic::detail {
namespace {

constexpr std::string_view kSpace = " \t\r\n";

void skip(std::string_view& rest, std::string_view characters) {
  rest.remove_prefix(std::min(rest.find_first_not_of(characters), rest.size()));
}

// Removes a token from the front of the text, or the token68 of a scheme without parameters.
std::string_view take_word(std::string_view& rest) {
  const std::string_view word = rest.substr(0, rest.find_first_of(" \t\r\n,=\""));
  rest.remove_prefix(word.size());
  return word;
}

std::string take_value(std::string_view& rest) {
  if (!rest.starts_with('"')) {
    const std::string_view word = rest.substr(0, rest.find_first_of(" \t\r\n,"));
    rest.remove_prefix(word.size());
    return std::string(word);
  }
  std::string value;
  rest.remove_prefix(1);
  while (!rest.empty() && rest.front() != '"') {
    if (rest.front() == '\\' && rest.size() > 1) rest.remove_prefix(1);
    value += rest.front();
    rest.remove_prefix(1);
  }
  skip(rest, "\"");
  return value;
}

}  // namespace

std::string_view Challenge::parameter(std::string_view name) const {
  const auto found = std::find_if(parameters.begin(), parameters.end(),
                                  [&](const auto& one) { return one.first == name; });
  return found == parameters.end() ? std::string_view() : found->second;
}

std::vector<Challenge> read_challenges(std::string_view value) {
  std::vector<Challenge> challenges;
  std::string_view rest = value;
  for (skip(rest, " \t\r\n,"); !rest.empty(); skip(rest, " \t\r\n,")) {
    const std::string_view word = take_word(rest);
    if (word.empty()) {
      rest.remove_prefix(1);
      continue;
    }
    std::string_view after = rest;
    skip(after, kSpace);
    if (!after.starts_with('=')) {
      challenges.push_back({to_lower(word), {}});
      continue;
    }
    rest = after.substr(1);
    skip(rest, kSpace);
    if (challenges.empty()) challenges.emplace_back();
    challenges.back().parameters.emplace_back(to_lower(word), take_value(rest));
  }
  return challenges;
}

}  // namespace traffic::detail
