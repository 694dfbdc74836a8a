// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/net/resolver.h"

#include <netdb.h>

#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>

#include "gtest_traffic/net/reactor.h"

namespace traffic {
namespace {

using namespace std::chrono_literals;
using Key = std::pair<std::string, std::uint16_t>;

constexpr Duration kKept = 30s;

struct Cache {
  std::mutex mutex;
  std::map<Key, std::pair<Resolution, Time>> entries;
};

// Never destroyed: a look-up that outlived its time-out may still end at exit.
Cache& cache() {
  static auto* const instance = new Cache;
  return *instance;
}

Resolution look_up(const Key& key, int flags) {
  addrinfo hints{};
  hints.ai_family = AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = flags | AI_NUMERICSERV;
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

// Shared by the waiting fiber and the thread that asks, whichever lives longer.
struct Question {
  std::mutex mutex;
  Reactor* reactor = nullptr;  // null once nobody waits
  Fiber* fiber = nullptr;
  Resolution answer;
};

}  // namespace

Resolution resolve(const std::string& host, std::uint16_t port, Time deadline) {
  const Key key(host, port);
  {
    const std::lock_guard lock(cache().mutex);
    const auto entry = cache().entries.find(key);
    if (entry != cache().entries.end() && Clock::now() < entry->second.second) {
      return entry->second.first;
    }
  }
  if (Resolution literal = look_up(key, AI_NUMERICHOST); literal.failure == Failure::kNone) {
    return literal;
  }
  const auto question = std::make_shared<Question>();
  question->reactor = Reactor::current();
  question->fiber = Fiber::current();
  std::thread([question, key] {
    Resolution answer = look_up(key, 0);
    if (answer.failure == Failure::kNone) {
      const std::lock_guard lock(cache().mutex);
      cache().entries[key] = {answer, Clock::now() + kKept};
    }
    const std::lock_guard lock(question->mutex);
    question->answer = std::move(answer);
    if (question->reactor == nullptr) return;
    question->reactor->post([question] {
      Fiber* fiber = nullptr;
      {
        const std::lock_guard inner(question->mutex);
        if (question->reactor != nullptr) fiber = question->fiber;
      }
      if (fiber != nullptr) Reactor::current()->wake(*fiber, Wake::kReady);
    });
  }).detach();

  const Wake wake = question->reactor->suspend(deadline, Reactor::Precision::kCoarse);
  const std::lock_guard lock(question->mutex);
  question->reactor = nullptr;
  if (wake == Wake::kReady) return std::move(question->answer);
  Resolution failed;
  failed.failure = wake == Wake::kTimeout ? Failure::kDns : Failure::kStopped;
  failed.detail = "resolve " + host + ": no answer in time";
  return failed;
}

Resolution resolve_now(const std::string& host, std::uint16_t port) {
  return look_up({host, port}, 0);
}

}  // namespace traffic
