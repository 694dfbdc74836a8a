// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "gtest_traffic/base/clock.h"
#include "gtest_traffic/base/watch_clock.h"
#include "gtest_traffic/journey/solo_user.h"

namespace traffic {

// How long a journey may take as a test, all its attempts together, and who says so.
struct TestLimit {
  std::optional<Duration> time;  // none: for ever
  std::string said_by;           // `--traffic_test_timeout`
};

// Returns what the settings say, or less where CTest ends the process earlier.
TestLimit test_limit();

// Waits for the user of a test until it ends, is interrupted, or takes too long. In the latter two
// cases it is told to end, and left behind where it does not. Belongs to the test's thread.
class TestWatch {
 public:
  explicit TestWatch(TestLimit limit) : limit_(std::move(limit)) {}

  // `attend` is called about fifty times per second, and at the end.
  void wait(SoloUser& user, const std::function<void()>& attend);

  // Why it did not end by itself, and where it was; empty where it did.
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
