// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gtest_traffic/base/error.h"
#include "gtest_traffic/journey/settings.h"
#include "gtest_traffic/main/environment.h"

namespace traffic {

// What an environment file says: where the system under test is, and what is special there.
struct EnvironmentFile {
  std::string base_url;         // empty: not said
  std::string base_url_source;  // `staging.yaml:1`
  EnvironmentSettings settings;
  std::vector<Error> errors;  // every mistake, with its line; with any, the rest is not to be used
};

// Reads one, named by its path, or by a name alone: `staging` is staging.yaml or staging.yml in the
// current folder, in environments/ below it, and in the same two of TRAFFIC_DATA_DIR.
EnvironmentFile read_environment_file(std::string_view name, const Environment& environment);

// The same for a text at hand; `source` names it, and is where relative files of secrets are.
EnvironmentFile parse_environment_file(const std::string& text, const std::string& source);

}  // namespace traffic
