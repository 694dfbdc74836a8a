// SPDX-License-Identifier: Apache-2.0
// What the boutique's suite reads from the environment, as the generator it replaces did, and the
// boutique it starts itself.
#include "gtest_traffic/main/suite.h"

#include "fixtures/embedded.h"

namespace {

const bool kDeclared = traffic::declare_suite({
    .variables = {.foreign = {{"FRONTEND_ADDR", "base_url"}, {"USERS", "users"}},
                  .defaults = {{"users", "10"}},
                  // Naming the frontend starts load, which goes on until it is interrupted.
                  .choices = {{"FRONTEND_ADDR", "", {{"load", "steady"}}}},
                  .profiles = {{"steady", {{"duration", "0"}}},
                               {"smoke", {{"users", "5"}, {"duration", "5m"}}},
                               {"load", {{"duration", "30m"}}},
                               {"stress", {{"users", "25"}, {"duration", "1h"}}},
                               {"soak", {{"duration", "4h"}}}}},
    .start_target = [] { return traffic::fixtures::embedded("boutique"); },
});

}  // namespace
