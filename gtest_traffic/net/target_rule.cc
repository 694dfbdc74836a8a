// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/net/target_rule.h"

#include <algorithm>

#include "gtest_traffic/base/text.h"

namespace traffic::detail {

bool TargetRule::names(const std::string& host) const {
  return std::any_of(allowed_hosts.begin(), allowed_hosts.end(), [&](const std::string& allowed) {
    return equals_ignoring_case(allowed, host);
  });
}

bool TargetRule::permits(const std::string& host, const Address& address) const {
  const Reach reach = address.reach();
  if (reach == Reach::kLinkLocal) return false;
  return !local_only || reach != Reach::kPublic || names(host);
}

}  // namespace traffic::detail
