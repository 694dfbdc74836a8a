// SPDX-License-Identifier: Apache-2.0
// Lets the examples run without `--traffic_env`: they have an environment file of their own.
#include <cstdlib>

namespace {

const bool kHasDefault = ::setenv("TRAFFIC_ENV", EXAMPLES_ENVIRONMENT, 0) == 0;

}  // namespace
