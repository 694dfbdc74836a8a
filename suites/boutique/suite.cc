// SPDX-License-Identifier: Apache-2.0
// The environment variables of the boutique's suite and its embedded target. The variables are
// those of the generator that it replaces.
#include <gtest_traffic/suite.h>

#include "fixtures/embedded.h"

namespace {

const bool kDeclared = traffic::declare_suite({
    .variables = {.foreign = {{"FRONTEND_ADDR", "base_url"}, {"USERS", "users"}},
                  // One user starts per second, as with Locust.
                  .defaults = {{"users", "10"}, {"spawn_rate", "1/s"}},
                  // A frontend address starts a load that runs until it is interrupted.
                  .choices = {{"FRONTEND_ADDR", "", {{"load", "steady"}}}},
                  .profiles = {{"steady", {{"duration", "0"}}},
                               {"smoke", {{"users", "5"}, {"duration", "5m"}}},
                               {"load", {{"duration", "30m"}}},
                               {"stress", {{"users", "25"}, {"duration", "1h"}}},
                               {"soak", {{"duration", "4h"}}}}},
    .health_path = "/_healthz",
    .start_target = [] { return traffic::fixtures::embedded("boutique"); },
});

}  // namespace
