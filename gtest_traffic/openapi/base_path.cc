// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/openapi/base_path.h"

#include <algorithm>

#include "gtest_traffic/http/url.h"
#include "gtest_traffic/json/schema_uri.h"
#include "gtest_traffic/openapi/uri.h"
#include "gtest_traffic/openapi/well_known.h"

namespace traffic::openapi {
namespace {

bool starts_with_path(std::string_view path, std::string_view prefix) {
  return path.starts_with(prefix) && (path.size() == prefix.size() || path[prefix.size()] == '/');
}

// Returns the path of a server's URL, which may be relative to the document.
std::string path_of_server(std::string_view server, const FoundAt& found) {
  std::string whole(server);
  if (!detail::is_absolute_url(whole)) {
    const std::string document = found.url.empty() ? "http://document/openapi.json" : found.url;
    whole = detail::resolve_uri(document, server).value_or("http://document/");
  }
  std::string path = url_path(whole);
  while (path.ends_with('/')) path.pop_back();
  return path;
}

}  // namespace

std::vector<std::string> base_paths(const Api& api, const FoundAt& found) {
  const bool has_server = !api.servers.empty();
  const std::string path = has_server ? path_of_server(api.servers.front(), found) : found.prefix;
  const std::string whole = starts_with_path(path, found.base) ? path : found.base + path;
  const std::string_view own = std::string_view(whole).substr(found.base.size());
  const auto repeat = [&](std::string_view prefix) {
    return !api.operations.empty() &&
           std::all_of(api.operations.begin(), api.operations.end(),
                       [&](const Operation& one) { return starts_with_path(one.path, prefix); });
  };
  if (own.empty() && found.base.empty()) return {whole};
  if (!whole.empty() && repeat(whole)) return {"", whole};
  if (!own.empty() && repeat(own)) return {found.base, whole};
  if (has_server || whole == found.base) return {whole};
  return {whole, found.base};
}

std::string prefix_of(std::string_view url) {
  std::string path = url_path(url);
  std::string_view longest;
  for (const std::string_view known : kDocumentPaths) {
    if (path.ends_with(known) && known.size() > longest.size()) longest = known;
  }
  path.resize(longest.empty() ? path.rfind('/') : path.size() - longest.size());
  return path;
}

}  // namespace traffic::openapi
