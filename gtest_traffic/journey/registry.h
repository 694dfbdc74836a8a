// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <typeinfo>
#include <vector>

#include "gtest_traffic/error.h"
#include "gtest_traffic/journey_options.h"
#include "gtest_traffic/location.h"
#include "gtest_traffic/user.h"

namespace traffic::detail {

// A registered journey; remains valid until the program ends.
struct Journey {
  std::string user = {};  // the User class, which is also the GoogleTest suite name
  std::string name = {};
  std::string full_name = {};  // `Shopper.BuysSomething`
  JourneyOptions options = {};
  Location location = {};
  const std::type_info* user_type = nullptr;  // of the User class: journeys of one type share users
  std::function<std::unique_ptr<User>()> make_user = {};
  std::function<void(User&)> body = {};
};

// Registers a journey; `register_journey` makes one.
const Journey& add_journey(Journey journey);

// Returns all journeys in order of registration.
const std::vector<const Journey*>& journeys();

// Returns the mistakes of the registered journeys: names shared by several classes or tests.
const std::vector<Error>& journey_mistakes();

// Returns the journey with that full name, or null.
const Journey* find_journey(std::string_view full_name);

// Returns the full names of a journey's tests: one, or one for each row.
std::vector<std::string> test_names(const Journey& journey);

// Returns the full names of all journeys, for messages.
std::vector<std::string> journey_names();

}  // namespace traffic::detail
