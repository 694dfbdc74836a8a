// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "gtest_traffic/exchange.h"

namespace traffic::detail {

// Receives a notification of each request of every journey after its checks, on the thread that
// runs the journey.
class RequestListener {
 public:
  virtual ~RequestListener() = default;
  virtual void request_ended(std::string_view journey, const Exchange& exchange, bool failed) = 0;
};

// Returns the listener of the process; null, the default, costs nothing.
RequestListener* request_listener();

// Adds a listener until the process ends; the caller owns it. Call it only before the first test.
void add_request_listener(RequestListener* listener);

}  // namespace traffic::detail
