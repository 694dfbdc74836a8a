// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace traffic {

// The variables that a suite reads in addition to `TRAFFIC_*`, and its own defaults. Flags are
// named without `--traffic_`. The order of precedence is: flag, TRAFFIC_ variable, `foreign`,
// `choices`, environment file, `defaults`.
struct SuiteVariables {
  // A value of a variable that sets several flags: `TASK=ping_loop`. Any other value of the
  // variable is an error, unless a choice for the variable has an empty value. That choice then
  // applies to all other values.
  struct Choice {
    std::string variable = {};
    std::string value = {};
    std::vector<std::pair<std::string, std::string>> settings = {};  // flag, value
  };

  // The duration or the number of users of a load profile for this system:
  // `{"soak", {{"duration", "4h"}}}`. For this profile, these settings override the other defaults.
  struct ProfileDefaults {
    std::string profile = {};
    std::vector<std::pair<std::string, std::string>> settings = {};  // flag, value
  };

  std::vector<std::pair<std::string, std::string>> foreign = {};  // variable, flag: {"RPS", "rps"}
  // Pairs of flag and value. Flags that describe load (rate, rps, users, duration, expect, think,
  // journeys) apply only if load is started.
  std::vector<std::pair<std::string, std::string>> defaults = {};
  std::vector<Choice> choices = {};
  std::vector<ProfileDefaults> profiles = {};
};

}  // namespace traffic
