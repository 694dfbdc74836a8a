// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>

#include "gtest_traffic/match/header.h"

namespace traffic::detail {

// Holds the value and the attributes of one cookie as views into the Set-Cookie header.
struct SetCookie {
  std::string_view value = {};
  std::string_view attributes = {};  // `Path=/; HttpOnly`
};

// Returns the last cookie with this name that the response sets. A client keeps the last one (RFC
// 6265, section 5.3).
std::optional<SetCookie> find_set_cookie(std::string_view head, std::string_view name);

// Returns whether a cookie has an attribute such as `HttpOnly` or `SameSite=Lax`. Ignores case.
bool has_attribute(const SetCookie& cookie, std::string_view attribute);

// Returns the names of all cookies that a response sets, for messages.
std::string set_cookie_names(std::string_view head);

// Matches a response by the cookie that it sets under a name. Never prints the cookie's value,
// which is a secret. Keeps views of the names and attributes.
template <class Expected, std::size_t N>
class CookieMatcher : public ResponseMatcherBase {
 public:
  CookieMatcher(std::string_view name, Expected expected,
                std::array<std::string_view, N> attributes)
      : name_(name), expected_(std::move(expected)), attributes_(attributes) {}
  bool MatchAndExplain(const Response& response, std::ostream* out) const {
    if (quiet()) out = nullptr;
    if (!has_response(response, out)) return false;
    const std::string_view head = response.exchange().response_head;
    const auto cookie = find_set_cookie(head, name_);
    if (!cookie) {
      if (out != nullptr) *out << "got " << set_cookie_names(head);
      return false;
    }
    if (out != nullptr) *out << "got ***; " << cookie->attributes;
    for (const std::string_view attribute : attributes_) {
      if (!has_attribute(*cookie, attribute)) return false;
    }
    return expected_.matches(cookie->value);
  }
  void DescribeTo(std::ostream* out) const { describe(out, "a cookie "); }
  void DescribeNegationTo(std::ostream* out) const { describe(out, "no cookie "); }

 private:
  void describe(std::ostream* out, std::string_view quantity) const {
    if (quiet()) return;
    *out << quantity << name_ << ' ';
    expected_.describe(out, false, true);
    const char* separator = " with ";
    for (const std::string_view attribute : attributes_) {
      *out << std::exchange(separator, ", ") << attribute;
    }
  }
  std::string_view name_;
  Expected expected_;
  std::array<std::string_view, N> attributes_;
};

}  // namespace traffic::detail
