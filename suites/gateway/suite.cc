// SPDX-License-Identifier: Apache-2.0
// The environment variables of the gateway's suite and its embedded target. The variables are those
// of the toolkit that it replaces. They start no load.
#include <gtest_traffic/suite.h>

#include "fixtures/embedded.h"

namespace {

const bool kDeclared = traffic::declare_suite({
    .variables = {.foreign = {{"BENCHMARK_HOST", "base_url"},
                              {"BENCHMARK_USERS", "users"},
                              {"BENCHMARK_DURATION", "duration"}}},
    .health_path = "/health",
    .start_target = [] { return traffic::fixtures::embedded("gateway"); },
});

}  // namespace
