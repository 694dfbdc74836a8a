// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/json/value.hpp>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "gtest_traffic/base/error.h"

namespace traffic {

// Checks the name of a golden file: parts of [A-Za-z0-9_.-] with slashes between, none of which
// starts with a dot, so that it stays in its folder.
std::optional<Error> check_golden_name(std::string_view name);

// Reads a golden file; nothing when there is none. Refuses what is no plain file, a link too.
Expected<std::optional<std::string>> read_golden(const std::filesystem::path& path);

// Writes one, whole or not at all, with its folders.
std::optional<Error> write_golden(const std::filesystem::path& path, std::string_view bytes);

// Returns a document as golden files hold it: what stands at the paths is `***`, so are secrets,
// and fields are sorted.
boost::json::value golden_json(const boost::json::value& body, std::span<const std::string> masked);

}  // namespace traffic
