// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gtest_traffic/config/settings.h"
#include "gtest_traffic/error.h"
#include "gtest_traffic/flags/environment.h"

namespace traffic::detail {

// The contents of an environment file: the address of the system under test, and its settings.
struct EnvironmentFile {
  std::string base_url;         // empty if the file does not set it
  std::string base_url_source;  // `staging.yaml:1`
  EnvironmentSettings settings;
  std::vector<Error> errors;  // every mistake, with its line; if any, do not use the rest
};

// Reads a file, given by its path or by a name. The name `staging` means staging.yaml or
// staging.yml in the current folder, in its subfolder environments/, and in the same two folders of
// TRAFFIC_DATA_DIR.
EnvironmentFile read_environment_file(std::string_view name, const Environment& environment);

// Parses the text of an environment file. `source` is the name of the file; relative paths of
// secret files start from its folder.
EnvironmentFile parse_environment_file(const std::string& text, const std::string& source);

}  // namespace traffic::detail
