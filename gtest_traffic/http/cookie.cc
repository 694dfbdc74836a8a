// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/cookie.h"

#include <charconv>
#include <limits>
#include <ostream>

#include "gtest_traffic/base/text.h"
#include "gtest_traffic/http/headers.h"
#include "gtest_traffic/http/http_date.h"

namespace traffic {
using namespace detail;
namespace {

constexpr std::size_t kLongest = 4096;
constexpr std::size_t kLongestAttribute = 1024;

std::optional<std::chrono::seconds> read_max_age(std::string_view value) {
  const bool negative = value.starts_with('-');
  const std::string_view digits = value.substr(negative ? 1 : 0);
  std::int64_t seconds = 0;
  const char* const last = digits.data() + digits.size();
  const auto [end, code] = std::from_chars(digits.data(), last, seconds);
  if (digits.empty() || digits.front() == '-' || end != last) return std::nullopt;
  if (code == std::errc::result_out_of_range) seconds = std::numeric_limits<std::int32_t>::max();
  return std::chrono::seconds(negative ? -seconds : seconds);
}

void read_attribute(std::string_view name, std::string_view value, Cookie& cookie) {
  if (equals_ignoring_case(name, "Secure")) {
    cookie.secure = true;
  } else if (equals_ignoring_case(name, "HttpOnly")) {
    cookie.http_only = true;
  } else if (equals_ignoring_case(name, "Expires")) {
    if (const auto date = parse_http_date(value)) cookie.expires = date;
  } else if (equals_ignoring_case(name, "Max-Age")) {
    if (const auto age = read_max_age(value)) cookie.max_age = age;
  } else if (equals_ignoring_case(name, "Domain")) {
    cookie.domain = value.starts_with('.') ? value.substr(1) : value;
  } else if (equals_ignoring_case(name, "Path")) {
    cookie.path = value.starts_with('/') ? value : std::string_view{};
  } else if (equals_ignoring_case(name, "SameSite")) {
    cookie.same_site = equals_ignoring_case(value, "Strict") ? SameSite::kStrict
                       : equals_ignoring_case(value, "Lax")  ? SameSite::kLax
                       : equals_ignoring_case(value, "None") ? SameSite::kNone
                                                             : SameSite::kUnset;
  }
}

}  // namespace

std::optional<Cookie> detail::parse_cookie(std::string_view set_cookie) {
  if (!is_field_value(set_cookie)) return std::nullopt;
  std::string_view pair = take_until(set_cookie, ';');
  if (pair.find('=') == std::string_view::npos) return std::nullopt;
  Cookie cookie;
  cookie.name = trim(take_until(pair, '='));
  cookie.value = trim(pair);
  if (cookie.name.empty() || cookie.name.size() + cookie.value.size() > kLongest) {
    return std::nullopt;
  }
  while (!set_cookie.empty()) {
    std::string_view value = take_until(set_cookie, ';');
    const std::string_view name = trim(take_until(value, '='));
    if (value.size() <= kLongestAttribute) read_attribute(name, trim(value), cookie);
  }
  return cookie;
}

std::optional<Cookie> detail::find_cookie(std::string_view response_head, std::string_view name) {
  std::optional<Cookie> found;
  HeaderReader reader(response_head);
  while (const auto field = reader.next()) {
    if (!equals_ignoring_case(field->name, "Set-Cookie")) continue;
    const auto cookie = parse_cookie(field->value);
    if (cookie && cookie->name == name) found = cookie;
  }
  return found;
}

void PrintTo(const Cookie& cookie, std::ostream* out) {
  *out << cookie.name << "=***";
  if (!cookie.domain.empty()) *out << "; Domain=" << cookie.domain;
  if (!cookie.path.empty()) *out << "; Path=" << cookie.path;
  if (cookie.expires) *out << "; Expires at " << cookie.expires->time_since_epoch().count();
  if (cookie.max_age) *out << "; Max-Age=" << cookie.max_age->count();
  if (cookie.secure) *out << "; Secure";
  if (cookie.http_only) *out << "; HttpOnly";
  constexpr const char* kSameSite[] = {"", "; SameSite=Strict", "; SameSite=Lax",
                                       "; SameSite=None"};
  *out << kSameSite[static_cast<int>(cookie.same_site)];
}

}  // namespace traffic
