// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "gtest_traffic/client/access_token.h"
#include "gtest_traffic/fiber/waiter.h"

namespace traffic::detail {

// Holds the token of one client for all virtual users of the process. One user fetches it; the
// others wait on their fibers for the result. During a renewal, they use the current token while it
// is valid. After a failed fetch, all requests in the next second get the same error. Thread-safe.
class SharedToken {
 public:
  using Pointer = std::shared_ptr<const AccessToken>;
  using Now = Time (*)();

  // Requests a token from the endpoint, on the fiber of the caller. `last` is the previous token,
  // or null. Returns `std::nullopt` if the run was stopped meanwhile.
  using Fetch = std::function<std::optional<Expected<AccessToken>>(const AccessToken* last)>;

  explicit SharedToken(Now now = Clock::now) : now_(now) {}

  // Returns a valid token, or the reason why there is none. Suspends the calling fiber during a
  // fetch. Waits for another user's fetch for at most `patience`.
  Expected<Pointer> get(const Fetch& fetch, Duration patience);

  // Records that a server rejected a token before it expired. Returns whether a new token may help.
  // Returns false less than one second after the previous rejection.
  bool refuse(const Pointer& token);

 private:
  std::optional<Expected<Pointer>> known() const;
  Expected<Pointer> lead(std::unique_lock<std::mutex>& lock, const Fetch& fetch);

  const Now now_;
  std::mutex mutex_;
  Pointer token_;
  Pointer last_;  // can contain the refresh token
  Time refused_at_ = Time::min();
  std::optional<Error> error_;
  Time error_until_ = Time::min();
  Time fetched_until_ = Time::min();  // deadline of the current fetch
  std::vector<std::shared_ptr<Waiter>> waiters_;
};

}  // namespace traffic::detail
