// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "gtest_traffic/base/clock.h"
#include "gtest_traffic/http/failure.h"
#include "gtest_traffic/net/address.h"

namespace traffic {

// What a name resolved to.
struct Resolution {
  std::vector<Address> addresses;
  Failure failure = Failure::kNone;
  std::string detail;  // the system's words, when it failed
};

// Resolves a host, suspending the calling fiber at most until `deadline`; answers are kept for 30 s
// for the whole process. Literal addresses need no look-up. Thread-safe.
Resolution resolve(const std::string& host, std::uint16_t port, Time deadline);

// The same on the calling thread, which waits as long as the system does.
Resolution resolve_now(const std::string& host, std::uint16_t port);

}  // namespace traffic
