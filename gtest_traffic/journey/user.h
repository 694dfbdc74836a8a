// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gtest_traffic/base/clock.h"
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
  virtual ~User() = default;
  User(const User&) = delete;
  User& operator=(const User&) = delete;

  Http http;
  Fake fake;  // seeded anew for each iteration
  Row row;    // of the iteration, where the journey has rows

  // Waits as a person would, uniformly between the bounds; not as a test and not in a benchmark,
  // unless
  // --traffic_think says so.
  void think(Duration low, Duration high);
  void think(Duration duration) { think(duration, duration); }

 protected:
  virtual void SetUp() {}
  virtual void TearDown() {}

 private:
  friend class Session;
  Session* session_;
};

}  // namespace traffic
