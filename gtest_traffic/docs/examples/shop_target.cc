// SPDX-License-Identifier: Apache-2.0
// Starts the embedded shop of fixtures/ when no base URL is given.
#include <gtest_traffic/suite.h>

#include "fixtures/embedded.h"
#include "fixtures/shop.h"

namespace {

const bool kDeclared = traffic::declare_suite({
    .variables = {.foreign = {{"API_KEY", "api_key"}},
                  .defaults = {{"api_key", std::string(traffic::fixtures::kShopApiKey)}}},
    .start_target = [] { return traffic::fixtures::embedded("shop"); },
});

}  // namespace
