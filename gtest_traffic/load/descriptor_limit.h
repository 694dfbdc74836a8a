// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace traffic {

// Raises the soft limit of open file descriptors to the hard one; returns the limit now in force.
std::uint64_t raise_descriptor_limit();

}  // namespace traffic
