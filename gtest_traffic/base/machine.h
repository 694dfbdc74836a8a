// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace traffic::detail {

// Returns a description of the machine that a measurement depends on: `AMD EPYC, 2 CPUs, Linux
// 6.1.0 x86_64`. Thread-safe.
std::string describe_machine();

}  // namespace traffic::detail
