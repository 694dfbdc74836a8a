// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/net/resolver.h"

#include <netdb.h>

#include <thread>

#include "gtest_traffic/net/reactor.h"

namespace traffic {
namespace {

using namespace std::chrono_literals;

constexpr Duration kKept = 30s;

Resolution look_up(const Resolver::Key& key) {
  addrinfo hints{};
  hints.ai_family = AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_NUMERICSERV;
  addrinfo* found = nullptr;
  Resolution resolution;
  const int error =
      getaddrinfo(key.first.c_str(), std::to_string(key.second).c_str(), &hints, &found);
  if (error != 0) {
    resolution.failure = Failure::kDns;
    resolution.detail = "resolve " + key.first + ": " + gai_strerror(error);
    return resolution;
  }
  for (const addrinfo* entry = found; entry != nullptr; entry = entry->ai_next) {
    resolution.addresses.emplace_back(entry->ai_addr, entry->ai_addrlen);
  }
  freeaddrinfo(found);
  return resolution;
}

}  // namespace

// Shared by the waiting fiber and the thread that asks, whichever lives longer.
struct Resolver::Waiter {
  std::mutex mutex;
  Reactor* reactor = nullptr;  // null once nobody waits
  Fiber* fiber = nullptr;
  Resolution answer;

  // Takes the answer and wakes the fiber on its own thread, unless it has given up.
  static void tell(const std::shared_ptr<Waiter>& waiter, const Resolution& answer) {
    const std::lock_guard lock(waiter->mutex);
    if (waiter->reactor == nullptr) return;
    waiter->answer = answer;
    waiter->reactor->post([waiter] {
      Fiber* fiber = nullptr;
      {
        const std::lock_guard inner(waiter->mutex);
        if (waiter->reactor != nullptr) fiber = waiter->fiber;
      }
      if (fiber != nullptr) Reactor::current()->wake(*fiber, Wake::kReady);
    });
  }
};

Resolution Resolver::resolve(const std::string& host, std::uint16_t port, Time deadline) {
  // Not with getaddrinfo, which needs as much of the fiber's stack as a request does.
  if (const auto literal = Address::from_literal(host, port)) return {.addresses = {*literal}};
  const Key key(host, port);
  const auto waiter = std::make_shared<Waiter>();
  waiter->reactor = Reactor::current();
  waiter->fiber = Fiber::current();
  {
    const std::lock_guard lock(mutex_);
    const auto kept = kept_.find(key);
    if (kept != kept_.end() && Clock::now() < kept->second.until) return kept->second.answer;
    Waiters& waiters = running_[key];
    if (waiters.empty()) std::thread([this, key] { answer(key); }).detach();
    waiters.push_back(waiter);
  }
  const Wake wake = waiter->reactor->suspend(deadline, Reactor::Precision::kCoarse);
  const std::lock_guard lock(waiter->mutex);
  waiter->reactor = nullptr;
  if (wake == Wake::kReady) return std::move(waiter->answer);
  Resolution failed;
  failed.failure = wake == Wake::kTimeout ? Failure::kDns : Failure::kStopped;
  failed.detail = "resolve " + host + ": no answer in time";
  return failed;
}

void Resolver::answer(const Key& key) {
  const Resolution answer = look_up_(key);
  Waiters waiters;
  {
    const std::lock_guard lock(mutex_);
    if (answer.failure == Failure::kNone) kept_[key] = {answer, Clock::now() + kKept};
    waiters = std::move(running_.extract(key).mapped());
  }
  for (const auto& waiter : waiters) Waiter::tell(waiter, answer);
}

Resolution resolve(const std::string& host, std::uint16_t port, Time deadline) {
  // Never destroyed: a look-up that outlived its time-out may still end at exit.
  static auto* const resolver = new Resolver(look_up);
  return resolver->resolve(host, port, deadline);
}

Resolution resolve_now(const std::string& host, std::uint16_t port) {
  return look_up({host, port});
}

}  // namespace traffic
