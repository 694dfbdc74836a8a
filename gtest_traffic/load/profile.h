// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
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
  bool request_paced = false;                // the rate counts requests, not journeys
  bool until_interrupted = false;            // duration 0: the shape lasts the longest a run may
  std::optional<std::size_t> user_cap = {};  // open model: at most so many virtual users
  Duration warm_up{0};
};

// What a person may override. Of the two rates at most one.
struct ProfileOptions {
  std::optional<Rate> rate = {};                 // journeys per second
  std::optional<Rate> requests_per_second = {};  // makes the load request-paced
  std::optional<double> user_count =
      {};  // with a rate: a cap; all profiles but realistic and demo without one: the level
  std::optional<Rate> spawn_rate = {};    // users: so many more each second, up to the first level
  std::optional<Duration> duration = {};  // 0: until interrupted
};

// Returns the names of the built-in profiles: steady, ramp-up, spike, realistic, demo, smoke,
// load, stress, soak.
std::vector<std::string> profile_names();

// Tells whether users without a rate are the level of that built-in profile, and not a cap.
bool users_are_level(std::string_view name);

// Makes a built-in profile (its name in any case) with the overrides applied; the error of an
// unknown name tells the nearest, that of absurd overrides the bounds, all mistakes in one message.
Expected<Profile> make_profile(std::string_view name, const ProfileOptions& options);

}  // namespace traffic
