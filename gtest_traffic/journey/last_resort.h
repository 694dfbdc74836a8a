// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stop_token>
#include <thread>

namespace traffic::detail {

// Ends the process with exit code 1 if this object exists for more than one minute. The process
// then waits for an abandoned thread, which holds the standard output, for example. Before that,
// writes the XML or JSON report of GoogleTest.
class LastResort {
 public:
  LastResort();

 private:
  std::jthread thread_;
};

}  // namespace traffic::detail
