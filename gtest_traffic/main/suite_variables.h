// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace traffic {

// What a suite takes from the environment beside `TRAFFIC_*`, and its own defaults. Flags are named
// without `--traffic_`. What wins: flag, then TRAFFIC_ variable, then `foreign`, then `choices`,
// then an environment file, then `defaults`.
struct SuiteVariables {
  // A word that stands for several settings: `TASK=ping_loop`. Any other value of the variable is
  // an error, unless one of its choices has no value, which then stands for all others.
  struct Choice {
    std::string variable = {};
    std::string value = {};
    std::vector<std::pair<std::string, std::string>> settings = {};  // flag, value
  };

  // What a load profile lasts or how many users it has for this system: `{"soak", {{"duration",
  // "4h"}}}`. Under it these go before the other defaults.
  struct ProfileDefaults {
    std::string profile = {};
    std::vector<std::pair<std::string, std::string>> settings = {};  // flag, value
  };

  std::vector<std::pair<std::string, std::string>> foreign = {};  // variable, flag: {"RPS", "rps"}
  // Flag, value. Those that describe load (rate, rps, users, duration, expect, think, journeys)
  // apply only once load is started.
  std::vector<std::pair<std::string, std::string>> defaults = {};
  std::vector<Choice> choices = {};
  std::vector<ProfileDefaults> profiles = {};
};

}  // namespace traffic
