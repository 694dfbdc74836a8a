// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stop_token>
#include <thread>

namespace traffic {

// Ends the process with exit code 1 if it exists for longer than a minute: then the process waits
// for an abandoned thread, which holds the standard output, for example. Writes GoogleTest's XML or
// JSON before.
class LastResort {
 public:
  LastResort();

 private:
  std::jthread thread_;
};

}  // namespace traffic
