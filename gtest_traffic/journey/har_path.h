// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace traffic {

// Returns the file that holds the requests of a test, `Suite.Name`, where --traffic_har asks for
// one; else nothing.
std::string har_path(std::string_view test);

}  // namespace traffic
