// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>

#include "gtest_traffic/base/error.h"

namespace traffic {

// Raises the soft limit of open file descriptors to the hard one; returns the limit now in force.
std::uint64_t raise_descriptor_limit();

// Tells why so many users at once cannot have a connection each; nothing when they can.
std::optional<Error> refuse_users(double users);

}  // namespace traffic
