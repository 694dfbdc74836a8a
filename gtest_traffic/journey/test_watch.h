// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "gtest_traffic/base/watch_clock.h"
#include "gtest_traffic/clock.h"
#include "gtest_traffic/journey/solo_user.h"

namespace traffic::detail {

// Limits the total time of all attempts of a journey test.
struct TestLimit {
  std::optional<Duration> time;  // `std::nullopt`: no limit
  std::string said_by;           // source of the limit, for example `--traffic_test_timeout`
};

// Returns the limit from the settings, or a shorter one if CTest ends the process earlier.
TestLimit test_limit();

// Waits for the user of a test. If the user is interrupted or takes too long, asks it to end, and
// abandons it if it does not. Belongs to the thread of the test.
class TestWatch {
 public:
  explicit TestWatch(TestLimit limit) : limit_(std::move(limit)) {}

  // Calls `attend` about fifty times per second, and at the end.
  void wait(SoloUser& user, const std::function<void()>& attend);

  // Returns why the user did not end by itself, and its position; empty if it ended.
  const std::string& cut_off() const { return cut_off_; }
  Location at() const { return at_; }
  bool interrupted() const { return interrupted_; }
  bool left_behind() const { return left_behind_; }

 private:
  void cut_off(SoloUser& user);

  TestLimit limit_;
  WatchClock clock_;
  Duration spent_{0};  // time of all attempts
  std::string cut_off_;
  Location at_;
  bool interrupted_ = false;
  bool left_behind_ = false;
};

}  // namespace traffic::detail
