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

#include "gtest_traffic/clock.h"
#include "gtest_traffic/failure.h"
#include "gtest_traffic/net/address.h"

namespace traffic::detail {

// The result of a name look-up.
struct Resolution {
  std::vector<Address> addresses;
  Failure failure = Failure::kNone;
  std::string detail;  // error text of the system, after a failure
};

// Resolves names for fibers. Caches answers for 30 s. Concurrent requests for a name share one
// look-up, which runs on a separate thread. Thread-safe. Must not be destroyed while a look-up
// runs.
class Resolver {
 public:
  using Key = std::pair<std::string, std::uint16_t>;  // host and port
  using LookUp = std::function<Resolution(const Key&)>;

  explicit Resolver(LookUp look_up) : look_up_(std::move(look_up)) {}

  // Suspends the calling fiber until `deadline` at most. Literal addresses need no look-up.
  Resolution resolve(const std::string& host, std::uint16_t port, Time deadline);

 private:
  struct Running;
  struct CachedAnswer {
    Resolution answer;
    Time until;
  };

  void answer(const Key& key);  // on the thread of the look-up

  LookUp look_up_;
  std::mutex mutex_;
  std::map<Key, CachedAnswer> cache_;
  std::map<Key, std::shared_ptr<Running>> running_;
};

// Resolves a host like the system does, with the resolver of the process.
Resolution resolve(const std::string& host, std::uint16_t port, Time deadline);

// Resolves a host on the calling thread, which blocks until the system answers.
Resolution resolve_now(const std::string& host, std::uint16_t port);

}  // namespace traffic::detail
