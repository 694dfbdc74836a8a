// SPDX-License-Identifier: Apache-2.0
// The flags for the target, and for the wait until it is ready.
#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "gtest_traffic/base/text.h"
#include "gtest_traffic/flags/flag_values.h"
#include "gtest_traffic/http/url.h"
#include "gtest_traffic/units.h"

namespace traffic::detail::flag_values {
namespace {

using namespace std::chrono_literals;

// A path with the characters that a request line may contain (RFC 9112 §3.2).
bool is_path(std::string_view text) {
  return text.starts_with('/') && std::all_of(text.begin(), text.end(), [](char c) {
           return c > ' ' && c < '\x7f' && c != '#';
         });
}

}  // namespace

Result base_url(Settings& settings, std::string_view value) {
  // The error does not quote the value. The text before an '@' may be a password, even if the rest
  // is not a URL.
  if (value.find('@') != std::string_view::npos) {
    return Error{
        "the URL contains '@', but a URL must not have a user and a password; use --traffic_token "
        "or --traffic_api_key"};
  }
  const auto url = parse_base_url(value);
  if (!url) return url.error();
  settings.base_url = url->text();
  return {};
}

Result wait_ready(Settings& settings, std::string_view value) {
  const auto comma = value.find(',');
  const auto most = parse_duration(trim(value.substr(0, comma)));
  if (!most) return most.error();
  if (*most <= 0s || *most > 24h) {
    return Error{fmt::format("expected a time above 0 and at most 24h, got '{}'", value)};
  }
  std::string path;
  if (comma != std::string_view::npos) {
    path = trim(value.substr(comma + 1));
    if (!is_path(path)) {
      return Error{
          fmt::format("expected a path after the comma, such as 60s,/health, got '{}'", value)};
    }
  }
  settings.wait_ready = ReadyWait{*most, std::move(path)};
  return {};
}

}  // namespace traffic::detail::flag_values
