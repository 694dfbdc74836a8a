// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stop_token>
#include <thread>

#include "gtest_traffic/histogram.h"

namespace traffic::detail {

// Measures how late the host wakes an otherwise idle thread, from construction until `stop`.
class HostStall {
 public:
  HostStall();

  Histogram stop();

 private:
  Histogram lateness_;
  std::jthread thread_;
};

}  // namespace traffic::detail
