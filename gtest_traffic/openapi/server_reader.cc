// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/openapi/server_reader.h"

namespace traffic::openapi {
namespace {

// Replaces each `{name}` by the default of the variable.
std::string with_defaults(const Scope& scope, const Place& server) {
  const std::string_view url = server.text_of("url");
  const Place variables = server.member("variables");
  std::string filled;
  for (std::size_t at = 0; at < url.size();) {
    const std::size_t open = url.find('{', at);
    const std::size_t close = url.find('}', open == url.npos ? url.size() : open);
    filled += url.substr(at, (close == url.npos ? url.size() : open) - at);
    if (close == url.npos) break;
    const std::string_view name = url.substr(open + 1, close - open - 1);
    const Place variable = variables.member(name);
    if (!variable.member("default")) {
      scope.problem(server, fmt::format("the variable '{}' of the server has no default", name));
    }
    filled += variable.text_of("default");
    at = close + 1;
  }
  return filled;
}

}  // namespace

std::vector<std::string> read_servers(const Scope& scope, const Place& list) {
  std::vector<std::string> urls;
  scope.each_item(list, [&](const Place& item) {
    const Place server = scope.follow(item, "a server");
    if (!server) return;
    if (server.text_of("url").empty()) {
      return scope.problem(server, "the server has no 'url'");
    }
    urls.push_back(with_defaults(scope, server));
  });
  return urls;
}

std::vector<std::string> read_host(const Scope& scope, const Place& root) {
  const std::string_view host = root.text_of("host");
  const std::string base(root.text_of("basePath"));
  if (host.empty()) return base.empty() ? std::vector<std::string>() : std::vector{base};
  std::vector<std::string> urls;
  for (const std::string& scheme : scope.texts(root.member("schemes"))) {
    if (scheme == "http" || scheme == "https") {
      urls.push_back(fmt::format("{}://{}{}", scheme, host, base));
    }
  }
  if (urls.empty()) urls.push_back(fmt::format("//{}{}", host, base));
  return urls;
}

}  // namespace traffic::openapi
