// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/client/shared_token.h"

#include <utility>

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;

// Minimum time between requests to an endpoint after it failed or after a token was rejected.
constexpr Duration kPause = 1s;

const Error kStopped{"the run is stopping"};

}  // namespace

Expected<SharedToken::Pointer> SharedToken::get(const Fetch& fetch, Duration patience) {
  for (;;) {
    std::unique_lock lock(mutex_);
    if (const auto answer = known()) return *answer;
    const Time now = now_();
    if (now >= fetched_until_) {
      fetched_until_ = now + patience;
      return lead(lock, fetch);
    }
    const auto waiter = Waiter::here();
    waiters_.push_back(waiter);
    const Time until = Clock::now() + (fetched_until_ - now);
    lock.unlock();
    if (waiter->wait(until) == Wake::kCanceled) return kStopped;
  }
}

// Returns the result if no fetch is needed.
std::optional<Expected<SharedToken::Pointer>> SharedToken::known() const {
  const Time now = now_();
  const bool failed = error_ && now < error_until_;
  const bool fetching = now < fetched_until_;
  if (token_ != nullptr && now < token_->expires_at) {
    if (now < token_->renew_at || fetching || failed) return token_;
  } else if (failed) {
    return *error_;
  }
  return std::nullopt;
}

Expected<SharedToken::Pointer> SharedToken::lead(std::unique_lock<std::mutex>& lock,
                                                 const Fetch& fetch) {
  const Pointer last = last_;
  lock.unlock();
  std::optional<Expected<AccessToken>> answer = fetch(last.get());
  lock.lock();
  fetched_until_ = Time::min();
  for (const auto& waiter : std::exchange(waiters_, {})) Waiter::wake(waiter);
  if (!answer) return kStopped;
  if (!*answer) {
    error_ = answer->error();
    error_until_ = now_() + kPause;
    // A token that is due for early renewal may still be valid.
    if (token_ != nullptr && now_() < token_->expires_at) return token_;
    return *error_;
  }
  error_.reset();
  token_ = last_ = std::make_shared<const AccessToken>(std::move(**answer));
  return token_;
}

bool SharedToken::refuse(const Pointer& token) {
  const std::lock_guard lock(mutex_);
  if (token != token_) return true;
  const Time now = now_();
  if (refused_at_ != Time::min() && now - refused_at_ < kPause) return false;
  refused_at_ = now;
  token_.reset();
  return true;
}

}  // namespace traffic::detail
