// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/openapi/uri.h"

#include "gtest_traffic/http/url.h"
#include "gtest_traffic/json/schema_uri.h"

namespace traffic::openapi {
namespace {

constexpr std::string_view kFile = "file://";

}  // namespace

std::string file_uri(const std::filesystem::path& path) {
  std::string uri(kFile);
  for (const char c : std::filesystem::absolute(path).lexically_normal().string()) {
    if (c == '/') {
      uri += c;
    } else {
      detail::append_percent_encoded(uri, {&c, 1});
    }
  }
  return uri;
}

std::optional<std::filesystem::path> path_of(std::string_view uri) {
  if (!uri.starts_with(kFile)) return std::nullopt;
  return std::filesystem::path(detail::percent_decoded(uri.substr(kFile.size())));
}

std::string origin_of(std::string_view uri) {
  detail::Url url;
  if (!detail::is_absolute_url(uri) || detail::read_url(uri, url)) return {};
  return url.origin.text();
}

std::string url_path(std::string_view url) {
  detail::Url parsed;
  if (detail::read_url(url, parsed)) return "/";
  return parsed.target.substr(0, parsed.target.find('?'));
}

}  // namespace traffic::openapi
