// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace traffic::openapi {

// Returns the URI of a file, `file:///api/a%20b.yaml`. A relative path is below the current folder.
std::string file_uri(const std::filesystem::path& path);

// Returns the path of a file URI, or `std::nullopt` for other URIs.
std::optional<std::filesystem::path> path_of(std::string_view uri);

// Returns the scheme, the host and the port of an http or https URL: `http://host:8080`. Returns an
// empty text for other URIs.
std::string origin_of(std::string_view uri);

// Returns the path of an http or https URL, without query and fragment. It starts with a slash.
std::string url_path(std::string_view url);

}  // namespace traffic::openapi
