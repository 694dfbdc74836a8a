// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "gtest_traffic/base/error.h"

namespace traffic {

// Returns what is wrong with GoogleTest's own flags for a load, where a failed check is counted and
// the run goes on.
std::optional<Error> refuse_host_flags();

}  // namespace traffic
