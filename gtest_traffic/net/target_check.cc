// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/net/target_check.h"

#include <fmt/format.h>

#include "gtest_traffic/net/resolver.h"

namespace traffic::detail {
namespace {

// `role` describes what is at the place: `as a target`.
std::optional<Error> refuse_place(const Origin& place, const TargetRule& rule, const Routes& routes,
                                  std::string_view load, std::string_view role) {
  const auto given = routes.find(place.host, place.port);
  const Resolution resolution = given ? *given : resolve_now(place.host, place.port);
  for (const Address& address : resolution.addresses) {
    if (rule.permits(place.host, address)) continue;
    if (address.reach() == Reach::kLinkLocal) {
      return Error{fmt::format("{} ({}) is a link-local address, which is never allowed {}",
                               place.host, address.text(), role)};
    }
    return Error{fmt::format(
        "load {} {} ({}) is refused because it is not a local address; if you may test it, allow "
        "it with --traffic_allow_target={}",
        load, place.host, address.text(), place.host)};
  }
  return std::nullopt;
}

}  // namespace

std::optional<Error> refuse_target(const BaseUrl& target, const TargetRule& rule,
                                   const ProxyRules& proxies, const Routes& routes) {
  if (auto refusal = refuse_place(target, rule, routes, "at", "as a target")) return refusal;
  const Proxy* const proxy = proxies.proxy_for(target);
  if (proxy == nullptr || !proxy->problem.empty()) return std::nullopt;
  return refuse_place(proxy->origin, rule, routes, "through the proxy", "as a proxy");
}

}  // namespace traffic::detail
