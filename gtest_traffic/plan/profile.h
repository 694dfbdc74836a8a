// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gtest_traffic/error.h"
#include "gtest_traffic/plan/shape.h"

namespace traffic::detail {

// A named load: a shape with its options. A value.
struct Profile {
  std::string name;
  Shape shape;
  bool request_paced = false;      // the rate counts requests, not journeys
  bool until_interrupted = false;  // duration 0: the shape has the maximum duration of a run
  std::optional<std::size_t> user_cap = {};  // open model: maximum number of virtual users
  Duration warm_up{0};
};

// Overrides of a profile by a person. At most one of the two rates is set.
struct ProfileOptions {
  std::optional<Rate> rate = {};                 // journeys per second
  std::optional<Rate> requests_per_second = {};  // makes the load request-paced
  std::optional<double> user_count =
      {};  // with a rate, or for realistic and demo: the maximum; otherwise the level
  std::optional<Rate> spawn_rate = {};    // users per second, until the first level is reached
  std::optional<Duration> duration = {};  // 0: until interrupted
};

// Returns the names of the built-in profiles: steady, ramp-up, spike, realistic, demo, smoke, load,
// stress, soak.
std::vector<std::string> profile_names();

// Returns true if users without a rate set the level of this built-in profile, and not a cap.
bool users_are_level(std::string_view name);

// Makes a built-in profile (its name in any case) with the overrides applied. The error of an
// unknown name suggests the nearest name. The error of absurd overrides states the bounds. One
// message has all mistakes.
Expected<Profile> make_profile(std::string_view name, const ProfileOptions& options);

}  // namespace traffic::detail
