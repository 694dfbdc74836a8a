// SPDX-License-Identifier: Apache-2.0
// The suite for any API that has an OpenAPI description. It has no journeys of its own.
#include <gtest/gtest.h>
#include <gtest_traffic/suite.h>

namespace {

TEST(OpenApi, NamesItsCommands) {
  GTEST_SKIP() << "this suite lists and checks the API of a target: openapi_suite "
                  "--traffic_discover=yes or --traffic_check=yes, with --traffic_base_url=URL or "
                  "--traffic_openapi=FILE|URL";
}

}  // namespace
