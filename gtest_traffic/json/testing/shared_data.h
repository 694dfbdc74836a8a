// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/json/value.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace traffic {

// Returns where a file of the shared test data is: below TRAFFIC_SHARED_DIR, or beside the project.
std::string shared_file(std::string_view path);

// Reads a JSON file of the shared test data; nothing when the file is not there. Fails the test
// when it is no JSON.
std::optional<boost::json::value> read_shared_json(std::string_view path);

}  // namespace traffic
