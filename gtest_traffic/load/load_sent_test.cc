// SPDX-License-Identifier: Apache-2.0
// The report accounts for each request that the target received.
#include <gmock/gmock.h>

#include <atomic>
#include <thread>

#include "gtest_traffic/load/testing/actor.h"
#include "gtest_traffic/matchers.h"
#include "gtest_traffic/server.h"

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;

// Counts the requests that it receives.
class CountingServer {
 public:
  CountingServer() {
    route("GET", "/ok", {200, "{}"});
    route("GET", "/nothing", {404, "{}"});
    route("GET", "/from", {302, "", "text/plain", {{"Location", "/ok"}}});
    route("POST", "/things", {201, "{}", "application/json", {{"Location", "/things/7"}}});
    route("DELETE", "/things/7", {204, ""});
    server_.route("GET", "/hang", [this](const ServerRequest&) {
      ++received_;
      server_sleep(1s);
      return ServerResponse{200, "{}"};
    });
    server_.start();
  }

  std::string url(std::string_view path) const { return server_.url() + std::string(path); }

  // Waits for requests that are on their way.
  std::uint64_t received(std::uint64_t expected) const {
    for (int i = 0; i < 500 && received_ < expected; ++i) std::this_thread::sleep_for(10ms);
    return received_;
  }

 private:
  void route(const char* method, const char* path, ServerResponse response) {
    server_.route(method, path, [this, response](const ServerRequest&) {
      ++received_;
      return response;
    });
  }

  std::atomic<std::uint64_t> received_ = 0;
  Server server_;
};

TEST(LoadSentTest, ReportAccountsForEachRequest) {
  const CountingServer server;
  const std::string ok = server.url("/ok"), nothing = server.url("/nothing"),
                    from = server.url("/from"), things = server.url("/things");
  const auto visit = [&](Actor& user) { user.http.get(Path(ok)); };
  const Scripted actor(
      [&](Actor& user) {
        const Time end = Clock::now() + 900ms;
        while (Clock::now() < end) {
          user.http.get(Path(ok));
          EXPECT_THAT(user.http.get(Path(nothing)), StatusIs(200));
          EXPECT_THAT(user.http.get(Path(from)), StatusIs(200));
          user.created(user.http.post(Path(things)));
          user.think(5ms);
        }
      },
      visit, visit);
  const Report report = run_quietly(
      Load().mix({{"Actor.Acts"}}).shape(constant(users(2), 600ms)).warm_up(200ms).workers(2));
  const Report::Unmeasured& unmeasured = report.unmeasured;
  EXPECT_GT(unmeasured.warm_up.sent, unmeasured.warm_up.requests) << "redirects are requests too";
  EXPECT_GT(unmeasured.after_end.requests, 0U);
  EXPECT_GT(unmeasured.clean_up.requests, 0U);
  EXPECT_EQ(unmeasured.stopped.requests, 0U);
  EXPECT_EQ(report.set_up.requests, 4U);
  EXPECT_GT(report.total.redirects, 0U);
  EXPECT_EQ(report.sent(), server.received(report.sent()));

  // One check of each request of `/nothing` failed, and nothing else.
  std::uint64_t failures = 0;
  for (const DistinctFailure& failure : report.failures) failures += failure.count;
  EXPECT_EQ(failures,
            report.total.errors + unmeasured.warm_up.errors + unmeasured.after_end.errors);
  std::uint64_t in_series = 0;
  for (const SeriesRow& row : report.series.rows()) in_series += row.requests;
  EXPECT_EQ(in_series,
            report.total.requests + unmeasured.warm_up.requests + unmeasured.after_end.requests);
}

TEST(LoadSentTest, RequestCutOffByTheEndIsCounted) {
  const CountingServer server;
  const std::string hang = server.url("/hang");
  const Scripted actor([&](Actor& user) { user.http.get(Path(hang)); });
  const Report report = run_quietly(
      Load().mix({{"Actor.Acts"}}).shape(constant(users(3), 300ms)).grace(50ms).workers(2));
  EXPECT_EQ(report.unmeasured.stopped.requests, 3U);
  EXPECT_EQ(report.total.requests, 0U);
  EXPECT_EQ(report.sent(), 3U);
  EXPECT_EQ(server.received(3), 3U);
}

// The rows of the failure table add up, however many causes and lines there are.
TEST(LoadSentTest, FailuresAddUpToErrors) {
  const Scripted actor([count = 0](Actor& user) mutable {
    const int turn = ++count;
    user.http.get("/{}", turn % 3 == 0 ? "ok" : "nothing");
    if (turn % 3 == 0) return;
    // More causes than a line has rows, and more lines than the report has rows.
    if (turn % 3 == 1) {
      ADD_FAILURE() << "word" << std::string(static_cast<std::size_t>(turn % 40), 'x');
    } else {
      ADD_FAILURE_AT("many_lines.cc", turn) << "wrong";
    }
  });
  const Report report = run_quietly(
      Load().mix({{"Actor.Acts"}}).shape(constant(users(2), 60s)).iterations(6000).workers(1));
  std::uint64_t failures = 0;
  for (const DistinctFailure& failure : report.failures) failures += failure.count;
  EXPECT_EQ(report.total.requests, 6000U);
  EXPECT_EQ(report.total.errors, 4000U);
  EXPECT_EQ(failures, report.total.errors);
}

}  // namespace
}  // namespace traffic::detail
