// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>

#include "gtest_traffic/error.h"

namespace traffic::detail {

// Raises the soft limit of open file descriptors to the hard limit. Returns the limit that applies.
std::uint64_t raise_descriptor_limit();

// Returns why this number of concurrent users cannot each have a connection; nothing if they can.
std::optional<Error> refuse_users(double users);

}  // namespace traffic::detail
