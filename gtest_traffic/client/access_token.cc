// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/client/access_token.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <utility>

#include "gtest_traffic/base/text.h"
#include "gtest_traffic/http/json_parser.h"
#include "gtest_traffic/http/redaction.h"

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;

constexpr Duration kLongestMargin = 30s;
constexpr double kLongestLife = 1e9;  // seconds
constexpr std::size_t kLongestText = 200;

boost::json::object parse_object(std::string_view body) {
  boost::system::error_code error;
  const boost::json::value value = parse_json(body, error);
  return !error && value.is_object() ? value.get_object() : boost::json::object();
}

std::string text_of(const boost::json::object& object, std::string_view name) {
  const boost::json::value* const value = object.if_contains(name);
  return value != nullptr && value->is_string() ? std::string(value->get_string()) : "";
}

// Some endpoints encode the number as a string.
std::optional<double> lifetime_of(const boost::json::object& object) {
  const boost::json::value* const value = object.if_contains("expires_in");
  if (value == nullptr) return std::nullopt;
  if (value->is_number()) return value->to_number<double>();
  double seconds = 0;
  const std::string text = text_of(object, "expires_in");
  const char* const end = text.data() + text.size();
  if (text.empty() || std::from_chars(text.data(), end, seconds).ptr != end) return std::nullopt;
  return seconds;
}

}  // namespace

Expected<AccessToken> read_access_token(std::string_view body, Time now) {
  const boost::json::object answer = parse_object(body);
  const std::string token = text_of(answer, "access_token");
  if (token.empty()) return Error{"the answer has no access_token"};
  redactor().add_secret("ACCESS_TOKEN", token);
  const std::string type = text_of(answer, "token_type");
  if (!type.empty() && !equals_ignoring_case(type, "bearer")) {
    return Error{fmt::format("the token is of the type '{}', expected Bearer", type)};
  }
  AccessToken result{.authorization = "Bearer " + token};
  result.refresh = text_of(answer, "refresh_token");
  if (!result.refresh.empty()) redactor().add_secret("REFRESH_TOKEN", result.refresh);
  if (const auto seconds = lifetime_of(answer); seconds && std::isfinite(*seconds)) {
    const auto life = std::chrono::duration_cast<Duration>(
        std::chrono::duration<double>(std::clamp(*seconds, 0.0, kLongestLife)));
    result.expires_at = now + life;
    result.renew_at = result.expires_at - std::min(life / 10, kLongestMargin);
  }
  return result;
}

std::string token_refusal(int status, std::string_view body) {
  const boost::json::object answer = parse_object(body);
  std::string text = fmt::format("status {}", status);
  std::string separator = ": ";
  for (const std::string_view name : {"error", "error_description"}) {
    const std::string part = text_of(answer, name);
    if (part.empty()) continue;
    text += std::exchange(separator, ", ") + part.substr(0, kLongestText);
  }
  return redactor().redact(text);
}

}  // namespace traffic::detail
