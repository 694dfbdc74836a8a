// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <atomic>
#include <utility>

#include "gtest_traffic/base/testing/allocation_count.h"
#include "gtest_traffic/codec/testing/encode.h"
#include "gtest_traffic/journey/testing/crowd.h"
#include "gtest_traffic/matchers.h"

namespace traffic::detail {
namespace {

constexpr int kWarmUp = 50;
constexpr int kMeasured = 500;

// A histogram allocates a page for the first value of a magnitude. This function causes these
// allocations before the count starts.
void see_every_latency(Recorder& recorder, std::string_view method, std::string_view path) {
  for (auto latency = Duration(1); latency < std::chrono::minutes(1); latency *= 2) {
    Sample sample;
    sample.step = recorder.intern(method, path);
    sample.sent = Clock::now();
    sample.intended = sample.sent - latency;
    sample.done = sample.sent + latency;
    sample.status = 200;
    recorder.record(sample);
    recorder.journey_ended(0, sample.intended, latency, Recorder::Ending::kCompleted);
  }
}

// Runs a body many times under load. Returns the number of allocations after the first few
// iterations.
long allocations_in_steady_state(std::string_view method, std::string_view path,
                                 const Crowd::Body& body) {
  Crowd crowd(RunContext::Use::kLoad);
  const auto encoded = [&](const char* at, const char* encoding, const std::string& bytes) {
    crowd.server.route("GET", at, [=](const ServerRequest&) {
      return ServerResponse{.body = bytes, .headers = {{"Content-Encoding", encoding}}};
    });
  };
  encoded("/gzip", "gzip", gzip(R"({"n":1})"));
  encoded("/br", "br", brotli(R"({"n":1})"));
  std::atomic<int> visits{0};
  crowd.server.route("GET", "/visit", [&visits](const ServerRequest&) {
    return ServerResponse{
        .headers = {{"Set-Cookie", fmt::format("session=a value of some length {:06}; Path=/; "
                                               "HttpOnly; Max-Age=600",
                                               ++visits)}}};
  });
  crowd.server.route("POST", "/ok-token", [](const ServerRequest&) {
    return ServerResponse{.body = R"({"access_token":"a token longer than any small buffer"})",
                          .headers = {}};
  });
  int iteration = 0;
  long first = 0;
  long last = 0;
  crowd.add([&](Visitor& visitor) {
    if (iteration == 0) {
      see_every_latency(Session::current()->context().recorder, method, path);
    }
    if (iteration++ == kWarmUp) first = allocation_count();
    last = allocation_count();
    body(visitor);
  });
  crowd.walk(kWarmUp + kMeasured + 1);
  EXPECT_EQ(crowd.report.total.errors, 0U);
  EXPECT_EQ(iteration, kWarmUp + kMeasured + 1);
  return last - first;
}

TEST(JourneyAllocationTest, CounterCountsAllocations) {
  EXPECT_GE(
      allocations_in_steady_state(
          "GET", "/ok", [](Visitor&) { EXPECT_THAT(std::string(100, 'x'), testing::SizeIs(100)); }),
      kMeasured);
}

TEST(JourneyAllocationTest, CheckedGetDoesNotAllocate) {
  EXPECT_EQ(allocations_in_steady_state(
                "GET", "/ok",
                [](Visitor& visitor) { EXPECT_THAT(visitor.http.get("/ok"), StatusIs(200)); }),
            0);
}

// The server sets a new value each time, like targets with sessions.
TEST(JourneyAllocationTest, ChangingCookiesDoNotAllocate) {
  EXPECT_EQ(allocations_in_steady_state("GET", "/visit",
                                        [](Visitor& visitor) {
                                          const auto response = visitor.http.get("/visit");
                                          EXPECT_THAT(response, StatusIs(200));
                                          EXPECT_TRUE(response.cookie("session")->http_only);
                                        }),
            0);
}

TEST(JourneyAllocationTest, AbsoluteUrlDoesNotAllocate) {
  EXPECT_EQ(allocations_in_steady_state("GET", "{}/ok",
                                        [](Visitor& visitor) {
                                          const std::string& origin =
                                              Session::current()->context().client.origin;
                                          const auto response = visitor.http.get("{}/ok", origin);
                                          EXPECT_THAT(response, StatusIs(200));
                                        }),
            0);
}

TEST(JourneyAllocationTest, ManyRequestsDoNotAllocate) {
  EXPECT_EQ(
      allocations_in_steady_state("GET", "/ok?page={}",
                                  [](Visitor& visitor) {
                                    for (int i = 0; i < 10; ++i) {
                                      const auto response = visitor.http.get("/ok?page={}", i);
                                      EXPECT_THAT(response, AllOf(StatusIs(200), JsonAt("/n", 1)));
                                    }
                                  }),
      0);
}

TEST(JourneyAllocationTest, JsonPostDoesNotAllocate) {
  EXPECT_EQ(allocations_in_steady_state(
                "POST", "/ok",
                [](Visitor& visitor) {
                  const auto response = visitor.http.post(
                      "/ok", {{"name", "a text longer than any small buffer"}, {"amount", 12.5}});
                  EXPECT_THAT(response, StatusIs(200));
                }),
            0);
}

TEST(JourneyAllocationTest, AuthenticationDoesNotAllocate) {
  const auto makers = {+[] { return basic("ada", "a password longer than any small buffer"); },
                       +[] { return bearer("a token longer than any small buffer"); },
                       +[] { return api_key("X-API-Key", "a key longer than any small buffer"); },
                       +[] { return api_key_in_query("key", "a key longer than small buffers"); },
                       +[] { return oauth2({.token_url = "/ok-token", .client_id = "me"}); }};
  for (const auto make : makers) {
    bool known = false;
    EXPECT_EQ(allocations_in_steady_state("GET", "/ok",
                                          [&](Visitor& visitor) {
                                            if (!std::exchange(known, true)) {
                                              visitor.http.auth(make());
                                            }
                                            EXPECT_THAT(visitor.http.get("/ok"), StatusIs(200));
                                          }),
              0);
  }
}

TEST(JourneyAllocationTest, FormDoesNotAllocate) {
  EXPECT_EQ(allocations_in_steady_state(
                "POST", "/ok",
                [](Visitor& visitor) {
                  const auto response = visitor.http.post(
                      "/ok", form({{"name", "a text longer than any small buffer"}, {"n", 12.5}}));
                  EXPECT_THAT(response, StatusIs(200));
                }),
            0);
}

TEST(JourneyAllocationTest, DecompressionDoesNotAllocate) {
  for (const char* const path : {"/gzip", "/br"}) {
    EXPECT_EQ(allocations_in_steady_state("GET", path,
                                          [path](Visitor& visitor) {
                                            EXPECT_THAT(visitor.http.get(path),
                                                        AllOf(StatusIs(200), JsonAt("/n", 1)));
                                          }),
              0)
        << path;
  }
}

}  // namespace
}  // namespace traffic::detail
