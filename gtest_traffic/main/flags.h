// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "gtest_traffic/base/error.h"
#include "gtest_traffic/journey/settings.h"
#include "gtest_traffic/main/environment.h"
#include "gtest_traffic/main/suite_variables.h"
#include "gtest_traffic/profile/profile_file.h"

namespace traffic {

// What the command line and the environment say.
struct Flags {
  Settings settings;
  std::shared_ptr<ProfileFile> profile;  // the file of --traffic_profile or --traffic_load
  bool help = false;                     // --traffic_help
  bool list_journeys = false;            // --traffic_list_journeys
  bool clean_up = false;                 // --traffic_cleanup
  std::vector<std::string> notes;        // what was said and has no effect here
  std::vector<Error> errors;             // every mistake; with any, the settings are not to be used
};

// Reads `--traffic_x=value` and the environment. Takes every `--traffic_` token out of the
// arguments and leaves the rest in order. An empty variable counts as unset. Load is started by a
// flag, a TRAFFIC_ variable, or what the suite declares as foreign or as a choice, never by a
// suite's default.
Flags parse_flags(int* argc, char** argv, const Environment& environment,
                  const SuiteVariables& suite = {});

// Returns the table of `--traffic_help`, with the variables that this suite reads too.
std::string flags_help(const SuiteVariables& suite = {});

}  // namespace traffic
