// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "gtest_traffic/base/clock.h"
#include "gtest_traffic/base/watch_clock.h"
#include "gtest_traffic/journey/solo_user.h"

namespace traffic {

// Limits the time of a journey as a test, all attempts together.
struct TestLimit {
  std::optional<Duration> time;  // none: no limit
  std::string said_by;           // its source, as `--traffic_test_timeout`
};

// Returns the limit of the settings, or a shorter one if CTest ends the process earlier.
TestLimit test_limit();

// Waits for the user of a test. If the user is interrupted or takes too long, asks it to end, and
// abandons it if it does not. Belongs to the thread of the test.
class TestWatch {
 public:
  explicit TestWatch(TestLimit limit) : limit_(std::move(limit)) {}

  // Calls `attend` about fifty times per second, and at the end.
  void wait(SoloUser& user, const std::function<void()>& attend);

  // Says why the user did not end by itself and where it was; empty if it did.
  const std::string& cut_off() const { return cut_off_; }
  Location at() const { return at_; }
  bool interrupted() const { return interrupted_; }
  bool left_behind() const { return left_behind_; }

 private:
  void cut_off(SoloUser& user);

  TestLimit limit_;
  WatchClock clock_;
  Duration spent_{0};  // by all attempts
  std::string cut_off_;
  Location at_;
  bool interrupted_ = false;
  bool left_behind_ = false;
};

}  // namespace traffic
