// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <type_traits>
#include <utility>

#include "gtest_traffic/journey/clean_up_rule.h"
#include "gtest_traffic/journey/eventually.h"
#include "gtest_traffic/journey/registry.h"
#include "gtest_traffic/journey/step.h"
#include "gtest_traffic/journey/user.h"

namespace traffic::internal {

// Registers plain functions, so that a test file compiles no std::function for each journey.
const Journey& register_walk(const char* user, const char* name, JourneyOptions&& options,
                             std::unique_ptr<User> (*make_user)(), void (*walk)(User&),
                             Location location);

// The body is a member function of a class derived from the user's, so that it sees the user's
// protected members as a TEST_F body does. A virtual user walks many journeys on one instance, so
// the function is called on the user itself. The derived class adds nothing to it, which is
// asserted; the conversion of the member pointer is [expr.static.cast]/12, and calling through it
// is what every C++ ABI in use does for two such classes.
template <class U, class Script>
const Journey& register_script(const char* user, const char* name, JourneyOptions&& options,
                               Location location) {
  static_assert(std::is_base_of_v<User, U>, "a journey's user must derive from traffic::User");
  static_assert(sizeof(Script) == sizeof(U));
  return register_walk(
      user, name, std::move(options), [] { return std::unique_ptr<User>(new U); },
      [](User& one) { (static_cast<U&>(one).*static_cast<void (U::*)()>(&Script::Walk))(); },
      location);
}

}  // namespace traffic::internal

// Defines a journey of a User class and registers it: `JOURNEY(Shopper, Buys, .weight = 1) { … }`.
// The braces are a member function of a class derived from Shopper. Twin:
// traffic::register_journey.
#define GTEST_TRAFFIC_JOURNEY(User_, Name_, ...)                              \
  class User_##_##Name_##_Journey : public User_ {                            \
   public:                                                                    \
    void Walk();                                                              \
    static const ::traffic::Journey& kJourney;                                \
  };                                                                          \
  const ::traffic::Journey& User_##_##Name_##_Journey::kJourney =             \
      ::traffic::internal::register_script<User_, User_##_##Name_##_Journey>( \
          #User_, #Name_, ::traffic::JourneyOptions{__VA_ARGS__},             \
          ::traffic::Location{__FILE__, __LINE__});                           \
  void User_##_##Name_##_Journey::Walk()

// Opens a named group of requests: `STEP("checkout") { … }`. Twin: traffic::Step.
#define GTEST_TRAFFIC_STEP(name_) if (const ::traffic::Step gtest_traffic_step{name_}; true)

#ifndef GTEST_TRAFFIC_NO_SHORT_MACROS
#define JOURNEY(User_, Name_, ...) GTEST_TRAFFIC_JOURNEY(User_, Name_ __VA_OPT__(, ) __VA_ARGS__)
#define STEP(name_) GTEST_TRAFFIC_STEP(name_)
#endif
