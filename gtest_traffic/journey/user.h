// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gtest_traffic/base/clock.h"
#include "gtest_traffic/base/location.h"
#include "gtest_traffic/data/fake.h"
#include "gtest_traffic/data/rows.h"
#include "gtest_traffic/journey/http.h"

namespace traffic {

class Session;

// Someone who uses the system under test: derive from it as from testing::Test. One instance per
// virtual user; SetUp and TearDown run once per user, whatever number of journeys it walks. Belongs
// to its fiber.
class User {
 public:
  User();
  virtual ~User();
  User(const User&) = delete;
  User& operator=(const User&) = delete;

  Http http;
  Fake fake;  // seeded anew for each iteration
  Row row;    // of the iteration, where the journey has rows

  // Waits as a person would, uniformly between the bounds; not as a test and not in a benchmark,
  // unless --traffic_think says so.
  void think(Duration low, Duration high, Location location = Location::current());
  void think(Duration duration, Location location = Location::current()) {
    think(duration, duration, location);
  }

  // Has what a 2xx response says was made deleted after the journey, in reverse order and however
  // it ends; what SetUp made, after TearDown. That is the `Location`, which must be of the same
  // origin, or the path given: `created(order, {"/orders/{}", order["/id"]})`. Other responses made
  // nothing. See clean_up for a rule instead.
  void created(const Response& response);
  void created(const Response& response, const Path& path);

 protected:
  virtual void SetUp() {}
  virtual void TearDown() {}

 private:
  friend class Session;
  Session* session_;
};

}  // namespace traffic
