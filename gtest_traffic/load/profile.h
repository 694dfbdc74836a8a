// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gtest_traffic/base/error.h"
#include "gtest_traffic/load/shape.h"

namespace traffic {

// A named load: a shape with what belongs to it. A value.
struct Profile {
  std::string name;
  Shape shape;
  bool request_paced = false;               // the rate counts requests, not journeys
  bool until_interrupted = false;           // duration 0
  std::optional<std::size_t> user_cap;      // open model: at most so many virtual users
  Duration warm_up{0};
};

// What a person may override.
struct ProfileOptions {
  std::optional<Rate> rate;
  std::optional<Rate> requests_per_second;  // request-paced
  std::optional<double> user_count;
  std::optional<Duration> duration;
};

// Returns the names of the built-in profiles: steady, ramp-up, spike, realistic, demo, smoke.
std::vector<std::string> profile_names();

// Makes a built-in profile with the overrides applied; an unknown name is an error that names the nearest.
Expected<Profile> make_profile(std::string_view name, const ProfileOptions& options);

}  // namespace traffic
