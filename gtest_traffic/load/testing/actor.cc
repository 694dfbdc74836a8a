// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/load/testing/actor.h"

#include <gtest/gtest.h>

#include <stdexcept>
#include <utility>

#include "gtest_traffic/config/target.h"
#include "gtest_traffic/load/verdict.h"
#include "gtest_traffic/matchers.h"
#include "gtest_traffic/server.h"

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;

Actor::Script& script() {
  static Actor::Script instance;
  return instance;
}

Actor::Script& set_up_script() {
  static Actor::Script instance;
  return instance;
}

Actor::Script& tear_down_script() {
  static Actor::Script instance;
  return instance;
}

std::string start_server() {
  static Server server;
  server.route("GET", "/ok", [](const ServerRequest&) { return ServerResponse{200, "{}"}; });
  server.route("GET", "/slow", [](const ServerRequest&) {
    server_sleep(200ms);
    return ServerResponse{200, "{}"};
  });
  server.start();
  return server.url();
}

const bool kTarget = [] {
  set_embedded_target([](TargetUse) -> Expected<std::string> {
    static const std::string url = start_server();
    return url;
  });
  return true;
}();

}  // namespace

void Actor::SetUp() {
  if (set_up_script()) set_up_script()(*this);
}

void Actor::TearDown() {
  if (tear_down_script()) tear_down_script()(*this);
}

JOURNEY(Actor, Acts, .weight = 1) {
  if (script()) return script()(*this);
  EXPECT_THAT(http.get("/ok"), StatusIs(200));
}

JOURNEY(Actor, Asks, .weight = 3, .tags = {"smoke"}) {
  EXPECT_THAT(http.get("/ok"), StatusIs(200));
}

class Extra : public User {};

JOURNEY(Extra, Asks, .weight = 0, .tags = {"rare", "smoke"}) {
  EXPECT_THAT(http.get("/ok"), StatusIs(200));
}

Scripted::Scripted(Actor::Script act, Actor::Script set_up, Actor::Script tear_down) {
  script() = std::move(act);
  set_up_script() = std::move(set_up);
  tear_down_script() = std::move(tear_down);
}

Scripted::~Scripted() {
  script() = {};
  set_up_script() = {};
  tear_down_script() = {};
}

Report run_quietly(const Load& load) {
  const Expected<LoadPlan> plan = plan_of(load);
  if (!plan) throw std::invalid_argument(plan.error().message);
  return run_load(*plan);
}

Report excused(Report report) {
  report.generator.host_stall.record(kExcusingStall);
  judge(report, {});
  return report;
}

void spin(Duration duration) {
  const Time end = Clock::now() + duration;
  while (Clock::now() < end) {
  }
}

}  // namespace traffic::detail
