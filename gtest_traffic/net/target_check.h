// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "gtest_traffic/base/error.h"
#include "gtest_traffic/http/url.h"
#include "gtest_traffic/net/target_rule.h"

namespace traffic {

// Tells, before anything is sent, why load may not be aimed at a target; nothing when it may, or
// when its name does not resolve (which the first request says better). Blocks the calling thread
// while the name is looked up.
std::optional<Error> refuse_target(const BaseUrl& target, const TargetRule& rule);

}  // namespace traffic
