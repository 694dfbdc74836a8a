// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace traffic::detail {

// Returns the file for the requests of a test, `Suite.Name`, if --traffic_har selects the test;
// otherwise returns an empty text.
std::string har_path(std::string_view test);

}  // namespace traffic::detail
