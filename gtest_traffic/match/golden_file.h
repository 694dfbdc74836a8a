// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/json/value.hpp>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "gtest_traffic/error.h"

namespace traffic::detail {

// Checks the name of a golden file. The name consists of parts of [A-Za-z0-9_.-], separated by
// slashes. No part starts with a dot, so that the file stays in its folder.
std::optional<Error> check_golden_name(std::string_view name);

// Reads a golden file. Returns nothing if it does not exist. Refuses everything but a regular file,
// symbolic links included.
Expected<std::optional<std::string>> read_golden(const std::filesystem::path& path);

// Writes a golden file atomically and creates its folders.
std::optional<Error> write_golden(const std::filesystem::path& path, std::string_view bytes);

// Returns a document in the form that golden files store. Replaces the values at the masked paths
// and secrets by `***`. Sorts the fields.
boost::json::value golden_json(const boost::json::value& body, std::span<const std::string> masked);

}  // namespace traffic::detail
