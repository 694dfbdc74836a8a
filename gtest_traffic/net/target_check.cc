// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/net/target_check.h"

#include <fmt/format.h>

#include "gtest_traffic/net/resolver.h"

namespace traffic::detail {

std::optional<Error> refuse_target(const BaseUrl& target, const TargetRule& rule) {
  for (const Address& address : resolve_now(target.host, target.port).addresses) {
    if (rule.permits(target.host, address)) continue;
    if (address.reach() == Reach::kLinkLocal) {
      return Error{
          fmt::format("{} ({}) is a link-local address, which is never allowed as a target",
                      target.host, address.text())};
    }
    return Error{fmt::format(
        "load at {} ({}) is refused because it is not a local address; if you may test it, allow "
        "it with --traffic_allow_target={}",
        target.host, address.text(), target.host)};
  }
  return std::nullopt;
}

}  // namespace traffic::detail
