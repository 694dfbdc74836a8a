// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "gtest_traffic/error.h"
#include "gtest_traffic/http/proxy.h"
#include "gtest_traffic/http/url.h"
#include "gtest_traffic/net/target_rule.h"

namespace traffic::detail {

// Returns the reason why the rule forbids load on a target, or through the proxy that requests to
// it use, before anything is sent. Returns `std::nullopt` if load is permitted, or if a name does
// not resolve, which the first request reports better. Blocks the calling thread during the
// look-up.
std::optional<Error> refuse_target(const BaseUrl& target, const TargetRule& rule,
                                   const ProxyRules& proxies);

}  // namespace traffic::detail
