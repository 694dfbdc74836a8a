// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/main/wait_ready.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <string>
#include <utility>

#include "gtest_traffic/client/client.h"
#include "gtest_traffic/config/signals.h"
#include "gtest_traffic/config/stop.h"
#include "gtest_traffic/fiber/reactor.h"
#include "gtest_traffic/http/arena.h"
#include "gtest_traffic/output/message.h"
#include "gtest_traffic/units.h"

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;

constexpr Duration kPause = 250ms;
constexpr Duration kLongestAttempt = 2s;  // so that an interrupt ends the wait soon

// Polls the target on a fiber.
class Poll {
 public:
  Poll(const ReadyWait& wait, const BaseUrl& target, ClientSettings settings)
      : wait_(wait), target_(target), settings_(std::move(settings)) {
    settings_.connect_timeout = std::min(settings_.connect_timeout, kLongestAttempt);
    settings_.read_timeout = std::min(settings_.read_timeout, kLongestAttempt);
  }

  std::optional<Error> run() {
    Reactor reactor;
    Fiber fiber([&] {
      poll(reactor);
      reactor.stop();
    });
    reactor.start(fiber);
    reactor.run();
    return std::move(problem_);
  }

 private:
  void poll(Reactor& reactor) {
    ClientEnvironment environment(reactor, settings_);
    environment.set_target(target_);
    Client client(environment);
    for (int count = 1;; ++count) {
      const bool ready = is_ready(client);
      client.disconnect();
      const Duration passed = Clock::now() - begin_;
      if (ready) {
        if (count > 1) tell(fmt::format("the target is ready after {}", rounded(passed)));
        return;
      }
      if (stop_level() > 0) return give_up("the wait was interrupted", count);
      if (passed >= wait_.longest) {
        return give_up(fmt::format("the target was not ready within {}", to_string(wait_.longest)),
                       count);
      }
      if (count == 1) {
        tell(fmt::format("waiting up to {} for {}: {}", to_string(wait_.longest), target_.text(),
                         seen_));
      }
      reactor.sleep_until(Clock::now() + std::min(kPause, wait_.longest - passed));
    }
  }

  // Sends one request, and notes what came.
  bool is_ready(Client& client) {
    Arena arena;
    const Path path(wait_.path.empty() ? "/" : std::string_view(wait_.path));
    const Body body;
    const RequestOptions options{.retries = 0};
    const Exchange& last =
        *client
             .send({.method = Method::kGet, .path = path, .body = body, .options = options}, arena)
             .last;
    if (last.failure != Failure::kNone) {
      seen_ = last.failure_detail.empty() ? to_string(last.failure) : last.failure_detail;
      return false;
    }
    seen_ = fmt::format("status {}", last.status);
    if (wait_.path.empty()) return last.status < 502 || last.status > 504;
    return last.status >= 200 && last.status < 300;
  }

  void give_up(std::string_view what, int count) {
    problem_ = Error{fmt::format(
        "{} (--traffic_wait_ready): expected {} from GET {} of {}; the last of {} attempts: {}",
        what, wait_.path.empty() ? "a status other than 502, 503 and 504" : "a status of 2xx",
        wait_.path.empty() ? "/" : wait_.path, target_.text(), count, seen_)};
  }

  static void tell(std::string_view text) { print_message(LogLevel::kInfo, text); }
  static std::string rounded(Duration passed) {
    return to_string(Duration(std::chrono::round<std::chrono::milliseconds>(passed)));
  }

  ReadyWait wait_;
  BaseUrl target_;
  ClientSettings settings_;
  Time begin_ = Clock::now();
  std::string seen_;  // in the latest attempt
  std::optional<Error> problem_;
};

}  // namespace

std::optional<Error> wait_until_ready(const ReadyWait& wait, const BaseUrl& target,
                                      ClientSettings settings) {
  const SignalScope signals("the wait for the target ends", "the wait for the target ends");
  return Poll(wait, target, std::move(settings)).run();
}

}  // namespace traffic::detail
