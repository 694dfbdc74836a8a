// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <stop_token>
#include <thread>

namespace traffic::detail {

// Ends the process with exit code 1 if this object exists for longer than `patience`. The process
// then waits for an abandoned thread, which holds the standard output, for example. Before that,
// writes the XML or JSON report of GoogleTest.
class LastResort {
 public:
  explicit LastResort(std::chrono::milliseconds patience = std::chrono::minutes(1));

 private:
  std::jthread thread_;
};

}  // namespace traffic::detail
