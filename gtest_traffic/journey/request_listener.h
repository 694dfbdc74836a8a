// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "gtest_traffic/http/exchange.h"

namespace traffic {

// Hears of each request of every journey as its checks end; called on the thread that walks it.
class RequestListener {
 public:
  virtual ~RequestListener() = default;
  virtual void request_ended(std::string_view journey, const Exchange& exchange, bool failed) = 0;
};

// The process's listener; null, the default, costs nothing.
RequestListener* request_listener();

// Adds a listener for the life of the process, which the caller keeps. Before the first test.
void add_request_listener(RequestListener* listener);

}  // namespace traffic
