// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "gtest_traffic/journey/session.h"
#include "gtest_traffic/server.h"
#include "gtest_traffic/user.h"

namespace traffic::detail {

class Visitor : public User {};

// Runs journeys concurrently on one separate thread, with one user each. The server has `/ok` and
// `/slow` (which suspends the caller) and nothing else.
class Crowd {
 public:
  using Body = std::function<void(Visitor&)>;

  explicit Crowd(RunContext::Use use) : use_(use) {
    const auto ok = [](const ServerRequest&) {
      return ServerResponse{.body = R"({"n":1})", .headers = {}};
    };
    server.route("GET", "/ok", ok);
    server.route("POST", "/ok", ok);
    server.route("GET", "/slow", [ok](const ServerRequest& request) {
      server_sleep(std::chrono::milliseconds(1));
      return ok(request);
    });
  }

  // The journeys have the names Visitor.W0, Visitor.W1, and so on.
  Journey& add(const Body& body, JourneyOptions options = {}) {
    Journey& journey = journeys_.emplace_back();
    journey.options = std::move(options);
    journey.user = "Visitor";
    journey.name = "W" + std::to_string(journeys_.size() - 1);
    journey.full_name = "Visitor." + journey.name;
    journey.user_type = &typeid(Visitor);
    journey.make_user = [] { return std::make_unique<Visitor>(); };
    journey.body = [body](User& user) { body(static_cast<Visitor&>(user)); };
    return journey;
  }

  // Runs until every user has ended, or until the stop has abandoned the remaining users. Each user
  // runs its journey `times` times.
  void walk(int times = 1) {
    server.start();
    std::thread([this, times] { walk_here(times); }).join();
    server.stop();
  }

  Server server;
  unsigned retries = 0;
  ClientSettings client = client_settings(settings(), TargetUse::kTest);
  std::function<bool()> stop_when;   // checked at each turn
  std::function<Time()> poll_clock;  // clock of polling blocks; optional

  // The results, by user.
  std::vector<Recorder::Ending> endings;
  std::vector<std::vector<JourneyFailure>> failures;
  std::vector<bool> done;
  Report report;

 private:
  void walk_here(int times) {
    Reactor reactor;
    std::vector<std::string> names;
    for (const Journey& journey : journeys_) names.push_back(journey.full_name);
    Recorder recorder(names);
    RunContext context(reactor, recorder, use_, client);
    context.client.retries = retries;
    context.client.set_target({{.host = "127.0.0.1", .port = server.port()}, {}});
    if (poll_clock) context.poll_clock = poll_clock;
    for (const Journey& journey : journeys_) context.mix.push_back(&journey);

    endings.resize(journeys_.size());
    std::vector<std::unique_ptr<Session>> sessions;
    for (JourneyId id = 0; id < journeys_.size(); ++id) {
      sessions.push_back(std::make_unique<Session>(context, id, id, [=, this](Session& session) {
        const bool ready = session.set_up(journeys_[id]);
        for (int i = 0; ready && i < times; ++i) {
          endings[id] = session.run_iteration(id, Time::min(), Clock::now());
        }
        session.tear_down();
      }));
      reactor.start(sessions.back()->fiber());
    }
    reactor.keep_ticking(Reactor::Precision::kFine);
    reactor.run([&](Time now) { supervise(reactor, context, sessions, now); });
    for (const auto& session : sessions) {
      done.push_back(session->fiber().done());
      failures.push_back(session->take_failures());
    }
    recorder.fold_into(report);
  }

  // Ends the run like the load engine.
  void supervise(Reactor& reactor, RunContext& context,
                 const std::vector<std::unique_ptr<Session>>& sessions, Time now) {
    bool all_done = true;
    for (const auto& session : sessions) all_done = all_done && session->fiber().done();
    if (all_done) return reactor.stop();
    if (!context.client.stopping && stop_when && stop_when()) {
      context.client.stopping = true;
      give_up_at_ = now + std::chrono::milliseconds(100);
    }
    if (!context.client.stopping) return;
    for (const auto& session : sessions) reactor.wake(session->fiber(), Wake::kCanceled);
    if (now >= give_up_at_) reactor.stop();
  }

  RunContext::Use use_;
  std::deque<Journey> journeys_;
  Time give_up_at_;
};

}  // namespace traffic::detail
