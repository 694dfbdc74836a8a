// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "gtest_traffic/journey/access_token.h"
#include "gtest_traffic/net/waiter.h"

namespace traffic {

// Holds the token of one client for all virtual users of the process. One of them fetches it, and
// the others wait on their fibers for the same answer; while a token that still holds is renewed,
// they go on with it. A failed fetch is told to all who ask within the next second. Thread-safe.
class SharedToken {
 public:
  using Pointer = std::shared_ptr<const AccessToken>;
  using Now = Time (*)();

  // Asks the endpoint, on the caller's fiber; `last` is the token before, or null. Returns nothing
  // when the run was stopped meanwhile.
  using Fetch = std::function<std::optional<Expected<AccessToken>>(const AccessToken* last)>;

  explicit SharedToken(Now now = Clock::now) : now_(now) {}

  // Returns a token that holds, or why there is none; suspends the calling fiber while one is
  // fetched. Whoever fetches is waited for at most for `patience`.
  Expected<Pointer> get(const Fetch& fetch, Duration patience);

  // Hears that a server refused a token before its time. Returns whether another one may help: not
  // when this one was fetched less than a second ago for the same reason.
  bool refuse(const Pointer& token);

 private:
  std::optional<Expected<Pointer>> known() const;
  Expected<Pointer> lead(std::unique_lock<std::mutex>& lock, const Fetch& fetch);

  const Now now_;
  std::mutex mutex_;
  Pointer token_;
  Pointer last_;  // with what may renew it
  Time refused_at_ = Time::min();
  std::optional<Error> error_;
  Time error_until_ = Time::min();
  Time fetched_until_ = Time::min();  // somebody fetches, and is waited for until then
  std::vector<std::shared_ptr<Waiter>> waiters_;
};

}  // namespace traffic
