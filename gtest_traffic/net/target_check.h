// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "gtest_traffic/error.h"
#include "gtest_traffic/http/proxy.h"
#include "gtest_traffic/http/url.h"
#include "gtest_traffic/net/routes.h"
#include "gtest_traffic/net/target_rule.h"

namespace traffic::detail {

// Checks before a load whether the rule permits it on the target, and through the proxy of the
// target if there is one. Returns the reason if the load is forbidden. Returns `std::nullopt` if it
// is permitted, or if a name does not resolve: the first request reports that error in more detail.
// Blocks the calling thread during the look-up.
std::optional<Error> refuse_target(const BaseUrl& target, const TargetRule& rule,
                                   const ProxyRules& proxies, const Routes& routes = {});

}  // namespace traffic::detail
