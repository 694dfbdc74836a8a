// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/server/router.h"

#include <utility>

#include "gtest_traffic/base/text.h"
#include "gtest_traffic/codec/percent_decode.h"

namespace traffic::detail {
namespace {

bool matches(const std::vector<std::string>& pattern, const std::vector<std::string_view>& path) {
  if (pattern.size() != path.size()) return false;
  for (std::size_t i = 0; i < path.size(); ++i) {
    const bool any = pattern[i] == "{}" && !path[i].empty();
    if (!any && pattern[i] != path[i]) return false;
  }
  return true;
}

}  // namespace

void Router::add(std::string_view method, std::string_view pattern, Handler handler,
                 RawHandler raw) {
  Route route{std::string(method), {}, std::move(handler), std::move(raw)};
  for (const std::string_view segment : split(pattern, '/')) route.segments.emplace_back(segment);
  routes_.push_back(std::move(route));
}

const Router::Route* Router::find(ServerRequest& request, std::string& allowed) const {
  const std::vector<std::string_view> path = split(request.path, '/');
  const std::string_view method = request.method == "HEAD" ? "GET" : request.method;
  for (const Route& route : routes_) {
    if (!matches(route.segments, path)) continue;
    if (route.method != method && route.method != request.method) {
      allowed += (allowed.empty() ? "" : ", ") + route.method;
      continue;
    }
    for (std::size_t i = 0; i < path.size(); ++i) {
      if (route.segments[i] == "{}")
        request.parameters.push_back(percent_decode(path[i], PlusSign::kLiteral));
    }
    return &route;
  }
  return nullptr;
}

}  // namespace traffic::detail
