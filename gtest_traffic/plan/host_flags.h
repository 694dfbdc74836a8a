// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "gtest_traffic/error.h"

namespace traffic::detail {

// Returns the mistakes in the flags of GoogleTest, which hosts this library, for a load. A load
// counts a failed check and continues.
std::optional<Error> refuse_host_flags();

}  // namespace traffic::detail
