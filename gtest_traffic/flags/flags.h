// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "gtest_traffic/config/settings.h"
#include "gtest_traffic/error.h"
#include "gtest_traffic/flags/environment.h"
#include "gtest_traffic/profile/profile_file.h"
#include "gtest_traffic/suite_variables.h"

namespace traffic::detail {

// The settings from the command line and the environment.
struct Flags {
  Settings settings;
  std::shared_ptr<ProfileFile> profile;  // the file of --traffic_profile or --traffic_load
  bool help = false;                     // --traffic_help
  bool list_journeys = false;            // --traffic_list_journeys
  bool clean_up = false;                 // --traffic_cleanup
  std::vector<std::string> notes;        // settings without an effect in this run
  std::vector<Error> errors;             // every mistake; if any, do not use the settings
};

// Parses `--traffic_x=value` and the environment. Removes every `--traffic_` token from the
// arguments and keeps the order of the rest. An empty variable counts as unset. A flag, a TRAFFIC_
// variable, or a foreign variable or choice of the suite can start load. A default of the suite
// cannot.
Flags parse_flags(int* argc, char** argv, const Environment& environment,
                  const SuiteVariables& suite = {});

// Returns the table of `--traffic_help`, including the variables that this suite reads.
std::string flags_help(const SuiteVariables& suite = {});

}  // namespace traffic::detail
