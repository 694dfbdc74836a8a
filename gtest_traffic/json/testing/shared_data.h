// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/json/value.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace traffic::detail {

// Returns the path of a file of the shared test data: below TRAFFIC_SHARED_DIR, or beside the
// project.
std::string shared_file(std::string_view path);

// Reads a JSON file of the shared test data. Returns `std::nullopt` if the file does not exist.
// Fails the test if it is not JSON.
std::optional<boost::json::value> read_shared_json(std::string_view path);

}  // namespace traffic::detail
