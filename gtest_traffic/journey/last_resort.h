// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <stop_token>
#include <thread>

namespace traffic::detail {

// If this object exists for longer than `patience`, writes the XML or JSON report of GoogleTest and
// ends the process with exit code 1. The object exists while the process ends, so that the process
// does not wait forever, for example for the lock of the standard output that an abandoned thread
// holds.
class LastResort {
 public:
  explicit LastResort(std::chrono::milliseconds patience = std::chrono::minutes(1));

 private:
  std::jthread thread_;
};

}  // namespace traffic::detail
