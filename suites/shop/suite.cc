// SPDX-License-Identifier: Apache-2.0
// The environment variables of the shop suite and its embedded target. The variables are those of
// the generator that it replaces.
#include <gtest_traffic/suite.h>

#include "fixtures/embedded.h"

namespace {

const bool kDeclared = traffic::declare_suite({
    .variables = {.foreign = {{"GATEWAY_URL", "base_url"},
                              {"API_KEY", "api_key"},
                              {"MODE", "load"},
                              {"RPS", "rps"},
                              {"DURATION", "duration"},
                              {"CONCURRENT_USERS", "users"}},
                  .defaults = {{"api_key", "test-api-key-12345"}},
                  .profiles = {{"steady", {{"rps", "20"}}},
                               {"ramp-up", {{"rps", "20"}}},
                               {"spike", {{"rps", "20"}}},
                               {"realistic", {{"rps", "20"}}},
                               {"demo", {{"rps", "20"}}}}},
    .start_target = [] { return traffic::fixtures::embedded("shop"); },
});

}  // namespace
