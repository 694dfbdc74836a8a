// SPDX-License-Identifier: Apache-2.0
// The flags for OpenAPI descriptions.
#include <fmt/format.h>

#include <string>

#include "gtest_traffic/base/text.h"
#include "gtest_traffic/flags/flag_values.h"
#include "gtest_traffic/http/url.h"

namespace traffic::detail::flag_values {
namespace {

Expected<bool> yes_or_no(std::string_view value) {
  const bool yes = equals_ignoring_case(value, "yes");
  if (yes || equals_ignoring_case(value, "no")) return yes;
  return Error{fmt::format("expected yes or no, got '{}'", value)};
}

Result set(bool& setting, std::string_view value) {
  const auto read = yes_or_no(value);
  if (!read) return read.error();
  setting = *read;
  return {};
}

}  // namespace

Result openapi(Settings& settings, std::string_view value) {
  settings.openapi.clear();
  for (const std::string_view part : split(value, ',')) {
    const std::string document(trim(part));
    if (document.empty()) {
      return Error{"expected files or URLs with commas between them, got an empty one"};
    }
    // The error does not quote a URL with a password.
    const bool is_url = document.find("://") != document.npos;
    if (is_url && document.find('@') != document.npos) {
      return Error{"a URL must not have a user and a password"};
    }
    if (is_url && !is_absolute_url(document)) {
      return Error{fmt::format("expected a file, or a URL with http or https, got '{}'", document)};
    }
    Url url;
    if (is_url) {
      if (auto error = read_url(document, url)) return error;
    }
    settings.openapi.push_back(document);
  }
  return {};
}

Result openapi_config(Settings& settings, std::string_view value) {
  settings.openapi_config = value;
  return {};
}

Result discover(Settings& settings, std::string_view value) {
  return set(settings.discover, value);
}

Result check(Settings& settings, std::string_view value) { return set(settings.check, value); }

}  // namespace traffic::detail::flag_values
