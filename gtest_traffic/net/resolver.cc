// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/net/resolver.h"

#include <netdb.h>

#include <system_error>
#include <thread>

#include "gtest_traffic/fiber/waiter.h"
#include "gtest_traffic/http/loopback.h"

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;

constexpr Duration kCacheTime = 30s;

Resolution look_up(const Resolver::Key& key) {
  addrinfo hints{};
  hints.ai_family = AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_NUMERICSERV;
  addrinfo* found = nullptr;
  Resolution resolution;
  // RFC 6761 §6.3: names below `localhost` are loopback addresses, even if a name server disagrees.
  const bool is_local = is_loopback_host(key.first) && !is_ip_address(key.first);
  const int error = getaddrinfo(is_local ? "localhost" : key.first.c_str(),
                                std::to_string(key.second).c_str(), &hints, &found);
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

// A running look-up. Its thread and the waiting fibers share ownership.
struct Resolver::Running {
  std::vector<std::shared_ptr<Waiter>> waiters;
  Resolution answer;  // set before the fibers wake up
};

Resolution Resolver::resolve(const std::string& host, std::uint16_t port, Time deadline) {
  // Not with getaddrinfo, which needs as much of the fiber's stack as a whole request.
  if (const auto literal = Address::from_literal(host, port)) return {.addresses = {*literal}};
  const auto failed = [&](Failure failure, std::string_view why) {
    return Resolution{.failure = failure, .detail = "resolve " + host + ": " + std::string(why)};
  };
  const Key key(host, port);
  const auto waiter = Waiter::here();
  std::shared_ptr<Running> running;
  {
    const std::lock_guard lock(mutex_);
    const auto kept = cache_.find(key);
    if (kept != cache_.end() && Clock::now() < kept->second.until) return kept->second.answer;
    running = running_[key];
    if (running == nullptr) {
      try {
        std::thread([this, key] { answer(key); }).detach();
      } catch (const std::system_error& error) {
        running_.erase(key);
        return failed(Failure::kNoResources, error.what());
      }
      running = running_[key] = std::make_shared<Running>();
    }
    running->waiters.push_back(waiter);
  }
  const Wake wake = waiter->wait(deadline);
  if (wake == Wake::kReady) return running->answer;
  return failed(wake == Wake::kTimeout ? Failure::kDns : Failure::kStopped, "no answer in time");
}

void Resolver::answer(const Key& key) {
  Resolution answer = look_up_(key);
  std::shared_ptr<Running> running;
  {
    const std::lock_guard lock(mutex_);
    if (answer.failure == Failure::kNone) cache_[key] = {answer, Clock::now() + kCacheTime};
    running = std::move(running_.extract(key).mapped());
  }
  running->answer = std::move(answer);
  for (const auto& waiter : running->waiters) Waiter::wake(waiter);
}

Resolution resolve(const std::string& host, std::uint16_t port, Time deadline) {
  // Never destroyed: a look-up that outlived its time-out may still end during exit.
  static auto* const resolver = new Resolver(look_up);
  return resolver->resolve(host, port, deadline);
}

Resolution resolve_now(const std::string& host, std::uint16_t port) {
  return look_up({host, port});
}

}  // namespace traffic::detail
