// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
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

// Resolves names for fibers. Answers are kept for 30 s, and all who ask for a name while it is
// being looked up share that look-up, which has a thread of its own. Thread-safe; never destroyed
// while a look-up runs.
class Resolver {
 public:
  using Key = std::pair<std::string, std::uint16_t>;  // host and port
  using LookUp = std::function<Resolution(const Key&)>;

  explicit Resolver(LookUp look_up) : look_up_(std::move(look_up)) {}

  // Suspends the calling fiber at most until `deadline`. Literal addresses need no look-up.
  Resolution resolve(const std::string& host, std::uint16_t port, Time deadline);

 private:
  struct Running;
  struct Kept {
    Resolution answer;
    Time until;
  };

  void answer(const Key& key);  // on the look-up's thread

  LookUp look_up_;
  std::mutex mutex_;
  std::map<Key, Kept> kept_;
  std::map<Key, std::shared_ptr<Running>> running_;
};

// Resolves a host as the system does, with the resolver of the process.
Resolution resolve(const std::string& host, std::uint16_t port, Time deadline);

// The same on the calling thread, which waits as long as the system does.
Resolution resolve_now(const std::string& host, std::uint16_t port);

}  // namespace traffic
