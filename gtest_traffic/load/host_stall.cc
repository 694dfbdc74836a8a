// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/load/host_stall.h"

namespace traffic::detail {
namespace {
constexpr Duration kInterval = std::chrono::milliseconds(10);
}  // namespace

HostStall::HostStall()
    : thread_([this](const std::stop_token& stop) {
        while (!stop.stop_requested()) {
          const Time due = Clock::now() + kInterval;
          std::this_thread::sleep_until(due);
          lateness_.record(Clock::now() - due);
        }
      }) {}

Histogram HostStall::stop() {
  thread_.request_stop();
  thread_.join();
  return lateness_;
}

}  // namespace traffic::detail
