// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <concepts>
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
std::string names_of_set_cookies(std::string_view head);

// Describes a cookie without its value: `***; Path=/; HttpOnly`.
std::string shown_cookie(const SetCookie& cookie);

// Matches a response by the cookie that it sets under a name. Never prints the cookie's value,
// which is a secret.
template <class Expected, std::size_t N>
class CookieMatcher : public ResponseMatcherBase<CookieMatcher<Expected, N>> {
 public:
  CookieMatcher(OwnedText name, Expected expected, std::array<OwnedText, N> attributes)
      : name_(std::move(name)),
        expected_(std::move(expected)),
        attributes_(std::move(attributes)) {}
  bool matches(const Response& response) const {
    const auto cookie = find_set_cookie(response.exchange().response_head, name_);
    if (!cookie) return false;
    for (const OwnedText& attribute : attributes_) {
      if (!has_attribute(*cookie, attribute)) return false;
    }
    return expected_.matches(cookie->value);
  }
  void describe(std::ostream& out, bool negated) const {
    out << (negated ? "no cookie " : "a cookie ") << name_.view();
    if constexpr (!std::same_as<Expected, AnyText>) {
      out << ' ';
      expected_.describe(&out, false, true);
    }
    const char* separator = " with ";
    for (const OwnedText& attribute : attributes_) {
      out << std::exchange(separator, ", ") << attribute.view();
    }
  }
  void explain(const Response& response, Mismatch& mismatch) const {
    const std::string_view head = response.exchange().response_head;
    const auto cookie = find_set_cookie(head, name_);
    mismatch.actual = cookie ? shown_cookie(*cookie) : names_of_set_cookies(head);
  }

 private:
  OwnedText name_;
  Expected expected_;
  std::array<OwnedText, N> attributes_;
};

}  // namespace traffic::detail
