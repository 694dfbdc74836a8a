// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <typeinfo>
#include <vector>

#include "gtest_traffic/base/location.h"
#include "gtest_traffic/error.h"
#include "gtest_traffic/rows.h"
#include "gtest_traffic/user.h"

namespace traffic {

// Configures the role of a journey in loads and selections.
struct JourneyOptions {
  double weight = 1;                   // share in a mix without weights; 0 excludes it
  std::vector<std::string> tags = {};  // `@smoke` selects journeys with the tag smoke
  Rows rows = {};                      // one test per row; under load, taken in order
};

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

namespace internal {

const Journey& add_journey(Journey journey);

}  // namespace internal

// Registers a journey and a GoogleTest test of the same name, which walks it once. With rows,
// registers one test per row, `Name_<row>`. It is the equivalent of JOURNEY without a macro:
// `register_journey<Shopper>("Shopper", "Browses", {.weight = 9}, [](Shopper& user) {…})`. Two
// classes or two tests with the same name end the program with exit code 2 at its start. Call it
// before RUN_ALL_TESTS, from one thread.
template <class U, class Walk>
const Journey& register_journey(std::string_view user, std::string_view name,
                                JourneyOptions options, Walk walk,
                                Location location = Location::current()) {
  return internal::add_journey({.user = std::string(user),
                                .name = std::string(name),
                                .full_name = {},
                                .options = std::move(options),
                                .location = location,
                                .user_type = &typeid(U),
                                .make_user = [] { return std::make_unique<U>(); },
                                .body = [walk](User& one) { walk(static_cast<U&>(one)); }});
}

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

}  // namespace traffic
