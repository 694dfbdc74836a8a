// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <typeinfo>
#include <vector>

#include "gtest_traffic/base/error.h"
#include "gtest_traffic/base/location.h"
#include "gtest_traffic/data/rows.h"
#include "gtest_traffic/journey/user.h"

namespace traffic {

// Says how a journey takes part in loads and in selections.
struct JourneyOptions {
  double weight = 1;                   // share in a mix that names no weights; 0 leaves it out
  std::vector<std::string> tags = {};  // `@smoke` selects those that have the tag smoke
  Rows rows = {};                      // data: a test for each row; under load taken in turn
};

// A registered journey; lives until the program ends.
struct Journey {
  std::string user = {};  // the User class, GoogleTest's suite name
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

// Registers a journey and a GoogleTest test of the same name that walks it once; with rows one test
// for each, `Name_<row>`. It is the macro-free twin of JOURNEY:
// `register_journey<Shopper>("Shopper", "Browses", {.weight = 9}, [](Shopper& user) {…})`. Two
// classes of one name and two tests of one name are mistakes, which end the program with exit code
// 2 when it starts. Call it before RUN_ALL_TESTS, from one thread.
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

// Returns the mistakes of the registered journeys: names that several classes or tests share.
const std::vector<Error>& journey_mistakes();

// Returns the journey of that full name, or null.
const Journey* find_journey(std::string_view full_name);

// Returns the full names of a journey's tests: its own, or one for each row.
std::vector<std::string> test_names(const Journey& journey);

// Returns their full names, for messages.
std::vector<std::string> journey_names();

}  // namespace traffic
