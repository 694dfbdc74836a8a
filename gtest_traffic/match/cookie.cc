// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/match/cookie.h"

#include <fmt/format.h>

namespace traffic::detail {
namespace {

// Calls `take(name, rest)` for each cookie that the response sets. `rest` starts after the `=`.
template <class Take>
void each_set_cookie(std::string_view head, Take take) {
  HeaderReader reader(head);
  while (const auto field = reader.next()) {
    if (!equals_ignoring_case(field->name, "Set-Cookie")) continue;
    const std::size_t equals = field->value.find('=');
    if (equals == std::string_view::npos || equals > field->value.find(';')) continue;
    take(trim(field->value.substr(0, equals)), field->value.substr(equals + 1));
  }
}

}  // namespace

std::optional<SetCookie> find_set_cookie(std::string_view head, std::string_view name) {
  std::optional<SetCookie> found;
  each_set_cookie(head, [&](std::string_view one, std::string_view rest) {
    if (one != name) return;
    std::string_view value = trim(take_until(rest, ';'));
    if (value.size() >= 2 && value.front() == '"' && value.back() == '"') {
      value = value.substr(1, value.size() - 2);
    }
    found = SetCookie{value, trim(rest)};
  });
  return found;
}

bool has_attribute(const SetCookie& cookie, std::string_view attribute) {
  std::string_view rest = cookie.attributes;
  while (!rest.empty()) {
    if (equals_ignoring_case(trim(take_until(rest, ';')), attribute)) return true;
  }
  return false;
}

std::string names_of_set_cookies(std::string_view head) {
  std::string names;
  each_set_cookie(head, [&](std::string_view name, std::string_view) {
    names += fmt::format("{}'{}'", names.empty() ? "only " : ", ", name);
  });
  return names.empty() ? "no cookie" : names;
}

std::string shown_cookie(const SetCookie& cookie) {
  return cookie.attributes.empty() ? "***" : fmt::format("***; {}", cookie.attributes);
}

}  // namespace traffic::detail
