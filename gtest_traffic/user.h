// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <type_traits>

#include "gtest_traffic/clock.h"
#include "gtest_traffic/fake.h"
#include "gtest_traffic/http.h"
#include "gtest_traffic/location.h"
#include "gtest_traffic/rows.h"

namespace traffic {

namespace detail {
class Session;
}

// A virtual user of the system under test; derive from it like from testing::Test. SetUp and
// TearDown run once per user, regardless of the number of journeys. Belongs to its fiber.
class User {
 public:
  User();
  virtual ~User();
  User(const User&) = delete;
  User& operator=(const User&) = delete;

  Http http;
  Fake fake;  // seeded again for each iteration
  Row row;    // row of the iteration, if the journey has rows

  // Waits for a think time, uniformly distributed between the bounds. Has no effect in tests and
  // benchmarks, unless --traffic_think is set.
  void think(Duration low, Duration high, Location location = Location::current());
  void think(Duration duration, Location location = Location::current()) {
    think(duration, duration, location);
  }

  // Schedules the resource that a 2xx response created for deletion after the journey, even if the
  // journey fails. Deletions run in reverse order. Resources created in SetUp are deleted after
  // TearDown. The URL is the `Location`, which must have the same origin, or the given path:
  // `created(order, {"/orders/{}", order["/id"]})`. Other responses have no effect. To define a
  // rule instead, see clean_up.
  void created(const Response& response);
  void created(const Response& response, const Path& path);

 protected:
  virtual void SetUp() {}
  virtual void TearDown() {}

  // Does not compile. Explains the mistake `TEST_F(Shopper, Buys)`, which looks for this function.
  template <class Suite = User>
  static void SetUpTestCase() {
    static_assert(!std::is_same_v<Suite, User>,
                  "TEST_F needs a fixture, and this is a user class: write JOURNEY(Shopper, Buys)");
  }

 private:
  friend class detail::Session;
  detail::Session* session_;
};

}  // namespace traffic
