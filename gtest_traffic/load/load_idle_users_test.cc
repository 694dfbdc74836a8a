// SPDX-License-Identifier: Apache-2.0
// Tests how a load removes the users that it added during a stall of the target, and their
// connections.
#include <gmock/gmock.h>

#include <atomic>
#include <string>

#include "gtest_traffic/feeder.h"
#include "gtest_traffic/load/testing/actor.h"
#include "gtest_traffic/matchers.h"
#include "gtest_traffic/net/testing/connections.h"
#include "gtest_traffic/plan/plan.h"
#include "gtest_traffic/server.h"

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;
using testing::IsEmpty;

// A target that does not respond during a stall. It counts users that clean up, and can close
// connections after a response.
class StallingTarget {
 public:
  StallingTarget() {
    server.route("GET", "/gate", [this](const ServerRequest&) {
      while (stalled) server_sleep(5ms);
      return ServerResponse{.body = "{}", .headers = {}};
    });
    server.route("DELETE", "/users/{}", [this](const ServerRequest&) {
      ++cleaned_up;
      return ServerResponse{.status = 204, .body = {}, .headers = {}};
    });
    server.route_raw("GET", "/closes_later",
                     [](const ServerRequest&, ServerConnection& connection) {
                       connection.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi");
                       connection.sleep(10ms);
                       connection.close();
                     });
    server.start();
  }
  std::atomic<bool> stalled = true;
  std::atomic<int> cleaned_up = 0;
  Server server;
};

Report run_with_short_patience(const Load& load) {
  Expected<LoadPlan> plan = plan_of(load);
  if (!plan) throw std::invalid_argument(plan.error().message);
  plan->keep_idle_users = 200ms;
  return run_load(*plan);
}

// Ends a run early, as exhausted data does.
void end_run() {
  const Numbers none = Numbers(1, 1).once();
  none.next();
  none.next();
}

class LoadIdleUsersTest : public testing::TestWithParam<bool> {};
INSTANTIATE_TEST_SUITE_P(All, LoadIdleUsersTest, testing::Bool(),
                         [](const auto& one) { return one.param ? "RequestPaced" : "Arrivals"; });

TEST_P(LoadIdleUsersTest, LeaveAfterStall) {
  constexpr int kMade = 60;
  constexpr int kLeft = 30;
  StallingTarget target;
  const std::string gate = target.server.url() + "/gate";
  const std::string account = target.server.url() + "/users/1";
  const std::uint16_t port = target.server.port();
  std::atomic<int> made = 0, left = 0;
  std::atomic<std::size_t> connections_when_over = 0;
  const Scripted actor(
      [&](Actor& user) {
        if (left >= kLeft && target.cleaned_up >= kLeft) {
          connections_when_over = open_connections_to(port);
          end_run();
        }
        user.http.get(Path(gate));
      },
      [&](Actor& user) {
        user.created(user.http.get("/ok"), Path(account));
        if (++made == kMade) target.stalled = false;
      },
      [&](Actor&) { ++left; });
  Load load;
  load.mix({{"Actor.Acts"}}).user_cap(200);
  if (GetParam()) load.request_paced();
  const Report report = run_with_short_patience(load.shape(constant(per_second(100), 60s)));
  EXPECT_GE(report.generator.peak_users, static_cast<unsigned>(kMade));
  EXPECT_LT(report.elapsed, 60s) << left << " of " << made << " users left";
  EXPECT_LT(connections_when_over, static_cast<std::size_t>(made.load()) - kLeft + 15);
  // All of their figures are in the report.
  EXPECT_EQ(left, made);
  EXPECT_EQ(target.cleaned_up, made);
  EXPECT_EQ(report.set_up.requests, static_cast<std::uint64_t>(made.load()));
  EXPECT_EQ(report.dropped, 0U);
  EXPECT_THAT(report.failures, IsEmpty());
  const JourneyStatistics& acts = report.journeys.at("Actor.Acts");
  EXPECT_EQ(acts.started, acts.completed + acts.skipped + acts.interrupted);
  EXPECT_GE(report.generator.connections_opened, 2U * kMade);  // to the target and to this server
}

TEST(LoadIdleUserTest, UserWithUniqueRowStays) {
  StallingTarget target;
  const std::string gate = target.server.url() + "/gate";
  const Numbers accounts = Numbers(1, 1000).once();
  std::atomic<int> made = 0, left = 0, most_left = 0;
  const Scripted actor(
      [&](Actor& user) {
        most_left = left.load();
        user.http.get(Path(gate));
      },
      [&](Actor&) {
        accounts.next();
        if (++made == 20) target.stalled = false;
      },
      [&](Actor&) { ++left; });
  const Report report = run_with_short_patience(
      Load().mix({{"Actor.Acts"}}).shape(constant(per_second(200), 1500ms)).user_cap(200));
  EXPECT_THAT(report.failures, IsEmpty());
  EXPECT_GE(made, 20);
  EXPECT_EQ(most_left, 0);
  EXPECT_EQ(left, made);
}

TEST(LoadIdleUserTest, ClosedConnectionIsDetectedWhileThinking) {
  StallingTarget target;
  const std::string path = target.server.url() + "/closes_later";
  const std::uint16_t port = target.server.port();
  const Scripted actor([&](Actor& user) {
    EXPECT_THAT(user.http.get(Path(path)), StatusIs(200));
    for (int i = 0; i < 3000 && open_connections_to(port) > 0; ++i) user.think(10ms, 10ms);
    EXPECT_EQ(open_connections_to(port), 0U);
    end_run();
  });
  const Report report = run_quietly(Load().mix({{"Actor.Acts"}}).shape(constant(users(1), 60s)));
  EXPECT_THAT(report.failures, IsEmpty());
  EXPECT_LT(report.elapsed, 60s);
}

}  // namespace
}  // namespace traffic::detail
