// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace traffic::detail {

// Stores the path of the program for `rerun_command`.
void set_program(std::string_view path);

// Returns the shell command that runs one journey once with the same data.
std::string rerun_command(std::string_view journey, std::uint64_t seed);

// Returns the shell command that deletes the resources left behind by journeys.
std::string clean_up_command();

}  // namespace traffic::detail
