// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "gtest_traffic/clock.h"
#include "gtest_traffic/error.h"

namespace traffic::openapi {

// Holds the settings of the file of --traffic_openapi_config.
struct ConfigFile {
  Duration discovery_timeout = std::chrono::seconds(30);
  std::vector<std::string> prefixes = {};         // `/docman`
  std::vector<std::string> allowed_origins = {};  // `https://schemas.example.com`
};

// Parses the YAML text of such a file. Errors contain one line `source:line: …` for each mistake.
Expected<ConfigFile> parse_config(const std::string& text, const std::string& source);

// Reads such a file.
Expected<ConfigFile> read_config(const std::string& path);

}  // namespace traffic::openapi
