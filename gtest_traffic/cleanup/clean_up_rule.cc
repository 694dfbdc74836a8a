// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/clean_up_rule.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/serialize.hpp>

#include "gtest_traffic/path.h"

namespace traffic {
using namespace detail;
namespace {

std::vector<CleanUpRule>& rules() {
  static auto* const instance = new std::vector<CleanUpRule>;
  return *instance;
}

std::vector<Error>& mistakes() {
  static auto* const instance = new std::vector<Error>;
  return *instance;
}

// Returns the mistake in the braces of a path, or an empty text.
std::string_view brace_mistake(std::string_view path) {
  for (std::size_t at = 0; (at = path.find_first_of("{}", at)) != std::string_view::npos;) {
    const std::size_t end = path.find_first_of("{}", at + 1);
    if (path[at] == '}' || end == std::string_view::npos || path[end] == '{') {
      return "unbalanced brace in the path";
    }
    if (end > at + 1 && path[at + 1] != '/') {
      return "expected a JSON Pointer in braces, such as {/id}";
    }
    at = end + 1;
  }
  return {};
}

}  // namespace

std::string CleanUpRule::expand(const Response& response) const {
  std::string out;
  const std::string_view text = path;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t open = std::min(text.find('{', at), text.size());
    out += text.substr(at, open - at);
    if (open == text.size()) break;
    const std::size_t close = text.find('}', open);
    PathValue(response[text.substr(open + 1, close - open - 1)]).append_to(out);
    at = close + 1;
  }
  return out;
}

std::string CleanUpRule::expand_without_response(std::string_view target) const {
  if (path.find('{') == std::string::npos) return path;
  std::string shape = "PUT ";
  bool in_braces = false;
  for (const char letter : path) {
    if (letter == '}') in_braces = false;
    if (!in_braces) shape += letter;
    if (letter == '{') in_braces = true;
  }
  return shape == step ? std::string(target.substr(0, target.find_first_of("?#"))) : std::string();
}

bool clean_up(std::string_view step, std::string_view deletion) {
  constexpr std::string_view kDelete = "DELETE ";
  const auto refuse = [&](std::string_view why) {
    mistakes().push_back({fmt::format("clean_up(\"{}\", \"{}\"): {}", step, deletion, why)});
    return true;
  };
  if (step.find(" /") == std::string_view::npos) {
    return refuse(
        "expected a step as named in the report, such as 'POST /api/users', as the first argument");
  }
  if (!deletion.starts_with(kDelete) || !deletion.substr(kDelete.size()).starts_with('/')) {
    return refuse("expected a deletion, such as 'DELETE /api/users/{/id}', as the second argument");
  }
  const std::string_view path = deletion.substr(kDelete.size());
  if (const std::string_view mistake = brace_mistake(path); !mistake.empty())
    return refuse(mistake);
  rules().push_back({std::string(step), std::string(path)});
  return true;
}

const std::vector<CleanUpRule>& detail::clean_up_rules() { return rules(); }
const std::vector<Error>& detail::clean_up_mistakes() { return mistakes(); }

}  // namespace traffic
