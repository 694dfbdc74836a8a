// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string_view>
#include <type_traits>
#include <typeinfo>
#include <utility>

#include "gtest_traffic/clean_up_rule.h"
#include "gtest_traffic/eventually.h"
#include "gtest_traffic/journey/registry.h"
#include "gtest_traffic/step.h"
#include "gtest_traffic/user.h"

namespace traffic::detail {

// Tells whether a text is a plain name: letters, digits and `_`.
constexpr bool is_plain_name(std::string_view text) {
  for (const char c : text) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (!letter && !(c >= '0' && c <= '9') && c != '_') return false;
  }
  return !text.empty();
}

// The code of a journey as plain functions, so that a test file does not instantiate std::function
// for each journey.
struct BodyFunctions {
  const std::type_info& user_type;
  std::unique_ptr<User> (*make_user)();
  void (*body)(User&);
};

const Journey& register_body(const char* user, const char* name, JourneyOptions&& options,
                             const BodyFunctions& functions, Location location);

// Returns the same pointer, but hides its origin from the compiler.
template <class T>
T* launder_type(T* pointer) {
#if defined(__GNUC__)
  asm volatile("" : "+r"(pointer));
#endif
  return pointer;
}

// The body of a journey accesses protected members of the user class without qualification, like
// the body of a TEST_F. It is therefore a member function of a class that is derived from the user
// class. A user that runs only one journey is an object of the class of that journey.
//
// A user that runs several journeys is an object of the class of the first journey. The bodies of
// the other journeys are called on this object too. The standard does not define these calls:
// [expr.static.cast]/12 defines the conversion of the member pointer, but [expr.mptr.oper]/4 does
// not define the call. With a design that is defined, JOURNEY could not be used in every namespace.
// The calls work in practice for three reasons. The classes add no data member and no virtual
// function, so their objects have the same layout. Code creates objects of each class, so the
// compiler cannot assume that none exist. The pointer is laundered, so the compiler does not know
// the class of the object. `cmake/journey_test` tries this with each compiler and optimization
// level.
template <class U, class Script>
const Journey& register_script(const char* user, const char* name, JourneyOptions&& options,
                               Location location) {
  static_assert(sizeof(Script) == sizeof(U) && alignof(Script) == alignof(U));
  const BodyFunctions functions{
      .user_type = typeid(U),
      .make_user = [] { return std::unique_ptr<User>(launder_type(new Script)); },
      .body =
          [](User& one) {
            (launder_type(static_cast<U*>(&one))
                 ->*static_cast<void (U::*)()>(&Script::JourneyBody))();
          }};
  return register_body(user, name, std::move(options), functions, location);
}

}  // namespace traffic::detail

namespace traffic {

// Registers a journey and a GoogleTest test of the same name, which runs it once. With rows,
// registers one test per row, `Name_<row>`. It is the equivalent of JOURNEY without a macro:
// `register_journey<Shopper>("Shopper", "Browses", {.weight = 9}, [](Shopper& user) {…})`. Two
// classes or two tests with the same name end the program with exit code 2 at its start. Call it
// before RUN_ALL_TESTS, from one thread.
template <class U, class Walk>
const detail::Journey& register_journey(std::string_view user, std::string_view name,
                                        JourneyOptions options, Walk walk,
                                        Location location = Location::current()) {
  return detail::add_journey({.user = std::string(user),
                              .name = std::string(name),
                              .full_name = {},
                              .options = std::move(options),
                              .location = location,
                              .user_type = &typeid(U),
                              .make_user = [] { return std::make_unique<U>(); },
                              .body = [walk](User& one) { walk(static_cast<U&>(one)); }});
}

}  // namespace traffic

// Defines and registers a journey of a User class: `JOURNEY(Shopper, Buys, .weight = 1) { … }`. The
// braces are a member function of a class derived from Shopper. Equivalent function:
// traffic::register_journey.
#define GTEST_TRAFFIC_JOURNEY(User_, Name_, ...)                            \
  static_assert(::traffic::detail::is_plain_name(#User_),                   \
                "the user class of a JOURNEY is a plain name: write "       \
                "`using Shopper = shop::Shopper;` before it");              \
  static_assert(::traffic::detail::is_plain_name(#Name_),                   \
                "the name of a journey has only letters, digits and '_'");  \
  static_assert(::std::is_base_of_v<::traffic::User, User_>,                \
                "a journey's user class must derive from traffic::User");   \
  class User_##_##Name_##_Journey : public User_ {                          \
   public:                                                                  \
    void JourneyBody();                                                     \
    static const ::traffic::detail::Journey& kJourney;                      \
  };                                                                        \
  const ::traffic::detail::Journey& User_##_##Name_##_Journey::kJourney =   \
      ::traffic::detail::register_script<User_, User_##_##Name_##_Journey>( \
          #User_, #Name_, ::traffic::JourneyOptions{__VA_ARGS__},           \
          ::traffic::Location{__FILE__, __LINE__});                         \
  void User_##_##Name_##_Journey::JourneyBody()

// Opens a named group of requests: `STEP("checkout") { … }`. Equivalent class: traffic::Step.
#define GTEST_TRAFFIC_STEP(name_) if (const ::traffic::Step gtest_traffic_step{name_}; true)

#ifndef GTEST_TRAFFIC_NO_SHORT_MACROS
#define JOURNEY(User_, Name_, ...) GTEST_TRAFFIC_JOURNEY(User_, Name_ __VA_OPT__(, ) __VA_ARGS__)
#define STEP(name_) GTEST_TRAFFIC_STEP(name_)
#endif
