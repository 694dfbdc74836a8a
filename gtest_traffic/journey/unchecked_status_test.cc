// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <algorithm>
#include <atomic>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "gtest_traffic/cleanup/ledger.h"
#include "gtest_traffic/eventually.h"
#include "gtest_traffic/journey/testing/crowd.h"
#include "gtest_traffic/match/expect_golden.h"
#include "gtest_traffic/matchers.h"
#include "gtest_traffic/step.h"

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;
using Ending = Recorder::Ending;
using Use = RunContext::Use;

const RequestOptions kAnyStatus{.any_status = AnyStatus::kAllowed};

bool is_unchecked_text(const std::string& message) {
  return message.starts_with("status ") || message.starts_with("no response (");
}

// Tests which errors that no check evaluates fail an iteration. The server has no `/absent`.
class UncheckedStatusTest : public testing::TestWithParam<Use> {
 protected:
  UncheckedStatusTest() {
    crowd_.server.route("GET", "/moved", [](const ServerRequest&) {
      return ServerResponse{.status = 302, .headers = {{"Location", "/absent"}}};
    });
    crowd_.server.route("GET", "/json", [](const ServerRequest&) {
      return ServerResponse{.status = 404, .body = R"({"n":1})", .headers = {{"X-A", "b"}}};
    });
    crowd_.server.route("GET", "/ripe", [this](const ServerRequest&) {
      const bool ripe = ++asked_ >= 4;
      return ServerResponse{
          .status = ripe ? 200 : 404, .body = ripe ? "ripe" : "green", .headers = {}};
    });
    crowd_.server.route("GET", "/busy", [this](const ServerRequest&) {
      const bool busy = ++busy_ == 1;
      return busy ? ServerResponse{.status = 503, .headers = {{"Retry-After", "0"}}}
                  : ServerResponse{.status = 200, .headers = {}};
    });
    crowd_.server.route("POST", "/things", [](const ServerRequest&) {
      return ServerResponse{.status = 201, .headers = {{"Location", "/absent/1"}}};
    });
  }

  // Returns the failures of one user in one line, with lines relative to `line`.
  std::string failures_of(std::size_t user, int line) const {
    std::vector<std::string> lines;
    const auto add = [&](int at, const std::string& message) {
      lines.push_back(
          fmt::format("line {:+}: {}", at - line, message.substr(0, message.find('\n'))));
    };
    for (const JourneyFailure& failure : crowd_.failures.at(user)) {
      add(failure.line, failure.message);
      EXPECT_FALSE(failure.fatal && is_unchecked_text(failure.message)) << failure.message;
    }
    for (const DistinctFailure& failure : crowd_.report.failures) {
      if (failure.journey != "Visitor.W" + std::to_string(user)) continue;
      for (std::uint64_t i = 0; i < failure.count; ++i) add(failure.line, failure.message);
    }
    std::sort(lines.begin(), lines.end());
    return lines.empty() ? "none" : fmt::format("{}", fmt::join(lines, "\n    "));
  }

  // Adds a case; the request is in the line after the call.
  void add(std::string name, int line, const Crowd::Body& body) {
    cases_.emplace_back(std::move(name), line);
    crowd_.add(body);
  }

  void expect(const std::string& golden) {
    crowd_.walk();
    std::string text;
    for (std::size_t i = 0; i < cases_.size(); ++i) {
      text += fmt::format("{}:\n    {}\n", cases_[i].first, failures_of(i, cases_[i].second));
    }
    expect_golden(golden, text);
  }

  std::atomic<int> asked_{0}, busy_{0};
  std::vector<std::pair<std::string, int>> cases_;
  Crowd crowd_{GetParam()};
};

INSTANTIATE_TEST_SUITE_P(Uses, UncheckedStatusTest,
                         testing::Values(Use::kTest, Use::kLoad, Use::kBenchmark),
                         [](const auto& test) {
                           if (test.param == Use::kLoad) return "UnderLoad";
                           return test.param == Use::kTest ? "AsTest" : "AsBenchmark";
                         });

TEST_P(UncheckedStatusTest, IsFailedCheck) {
  add("an error status", __LINE__, [](Visitor& visitor) {
    visitor.http.get("/absent");
    visitor.http.get("/ok");
  });
  add("each of two requests", __LINE__, [](Visitor& visitor) {
    visitor.http.get("/absent?n=1");
    visitor.http.get("/absent?n=2");
  });
  add("the last response after a redirect", __LINE__,
      [](Visitor& visitor) { visitor.http.get("/moved"); });
  add("no response", __LINE__,
      [](Visitor& visitor) { visitor.http.get("http://127.0.0.1:1/", kAnyStatus); });
  add("headers, body and JSON do not evaluate it", __LINE__, [](Visitor& visitor) {
    auto seen = visitor.http.get("/json");
    EXPECT_THAT(seen, AllOf(BodyContains("n"), JsonAt("/n", 1), HeaderIs("X-A", "b")));
    EXPECT_EQ(seen.header("X-A"), "b");
    EXPECT_EQ(seen["/n"], 1);
  });
  add("a matcher that contains none of the status", __LINE__, [](Visitor& visitor) {
    auto seen = visitor.http.get("/json");
    EXPECT_THAT(seen, AnyOf(BodyContains("n"), BodyContains("m")));
  });
  add("created() does not evaluate it", __LINE__,
      [](Visitor& visitor) { visitor.created(visitor.http.get("/json")); });
  add("Not of GoogleMock accepts no response", __LINE__, [](Visitor& visitor) {
    EXPECT_THAT(visitor.http.get("http://127.0.0.1:1/"), testing::Not(StatusIs(404)));
  });
  add("the last attempt of a polling block", __LINE__, [](Visitor& visitor) {
    eventually(within(1min), every(1ms), [&] { visitor.http.get("/absent"); });
  });
  add("an exception of another cause", __LINE__, [](Visitor& visitor) {
    visitor.http.get("/absent");
    visitor.http.get("/ok");
    throw std::runtime_error("boom");
  });
  expect("unchecked_status");
}

TEST_P(UncheckedStatusTest, IsNoFailureIfExempt) {
  add("status(), after later requests", __LINE__, [](Visitor& visitor) {
    auto seen = visitor.http.get("/absent");
    visitor.http.get("/ok");
    EXPECT_EQ(seen.status(), 404);
  });
  add("failure()", __LINE__,
      [](Visitor& visitor) { EXPECT_EQ(visitor.http.get("/absent").failure(), Failure::kNone); });
  add("failure() of no response, after later requests", __LINE__, [](Visitor& visitor) {
    auto seen = visitor.http.get("http://127.0.0.1:1/");
    visitor.http.get("/ok");
    EXPECT_EQ(seen.failure(), Failure::kRefused);
  });
  add("matchers that read the status", __LINE__, [](Visitor& visitor) {
    EXPECT_THAT(visitor.http.get("/absent"), StatusIs(404));
    EXPECT_THAT(visitor.http.get("/absent"), Not(IsSuccess()));
    EXPECT_THAT(visitor.http.get("/json"), AllOf(JsonAt("/n", 1), StatusIs(testing::Ge(400))));
    EXPECT_THAT(visitor.http.get("/absent"), testing::Property(&Response::status, 404));
  });
  add("matchers that skip the matcher of the status", __LINE__, [](Visitor& visitor) {
    const auto get = [&visitor] { return visitor.http.get("/json"); };
    const auto n = BodyContains("n"), m = BodyContains("m");
    EXPECT_THAT(get(), AnyOf(n, StatusIs(404)));
    EXPECT_THAT(get(), Not(AllOf(m, Not(IsSuccess()))));
    EXPECT_THAT(get(), AllOf(n, AnyOf(n, StatusIs(testing::Ge(400)))));
    EXPECT_THAT(get(), testing::AnyOf(testing::Not(m), StatusIs(404)));
    EXPECT_THAT(get(), testing::Not(testing::AllOf(m, StatusIs(404))));
    EXPECT_THAT(get(), testing::Conditional(true, AnyOf(n, StatusIs(404)), n));
  });
  add("a check after a step", __LINE__, [](Visitor& visitor) {
    std::optional<Response> seen;
    {
      const Step step("exempt");
      seen = visitor.http.get("/absent");
    }
    EXPECT_THAT(*seen, StatusIs(404));
  });
  add(".any_status", __LINE__, [](Visitor& visitor) {
    visitor.http.get("/absent", kAnyStatus);
    visitor.http.post("/absent", {{"n", 1}}, kAnyStatus);
  });
  add("a first response that is not the last", __LINE__,
      [](Visitor& visitor) { visitor.http.get("/busy", {.retries = 1}); });
  add("a request of which a check has failed", __LINE__,
      [](Visitor& visitor) { EXPECT_THAT(visitor.http.get("/absent"), BodyIs("here")); });
  add("a request that lacks a value", __LINE__,
      [](Visitor& visitor) { visitor.http.get("/json")["/absent"].to_number<int>(); });
  add("deletions", __LINE__,
      [](Visitor& visitor) { visitor.created(visitor.http.post("/things")); });
  add("dropped attempts of a polling block", __LINE__, [](Visitor& visitor) {
    eventually(within(1min), every(1ms), [&] {
      auto ripe = visitor.http.get("/ripe");
      visitor.http.get("/ok");
      EXPECT_THAT(ripe, BodyIs("ripe"));
    });
  });
  add("a check after a polling block", __LINE__, [](Visitor& visitor) {
    std::optional<Response> seen;
    eventually(within(1min), every(1ms), [&] { seen = visitor.http.get("/absent"); });
    EXPECT_THAT(*seen, StatusIs(404));
  });
  add("a skipped iteration", __LINE__, [](Visitor& visitor) {
    visitor.http.get("/absent");
    visitor.http.get("/absent");
    GTEST_SKIP() << "not today";
  });
  expect("unchecked_status_exempt");
}

TEST_P(UncheckedStatusTest, IsNoFailureIfInterrupted) {
  std::atomic<int> made{0};
  crowd_.add([&](Visitor& visitor) {
    for (;;) {
      visitor.http.get("/absent");
      ++made;
      ASSERT_THAT(visitor.http.get("/slow"), StatusIs(200));
    }
  });
  crowd_.stop_when = [&] { return made >= 3; };
  crowd_.walk();
  EXPECT_THAT(crowd_.endings, ElementsAre(Ending::kInterrupted));
  EXPECT_EQ(failures_of(0, 0), "none");
  EXPECT_EQ(crowd_.report.total.errors, 0U);
}

TEST_P(UncheckedStatusTest, CountsAsErrorOfRequestAndStep) {
  crowd_.add([](Visitor& visitor) {
    {
      const Step outer("outer");
      {
        const Step inner("inner");
        visitor.http.get("/absent");
      }
      const Step after("after");
      visitor.http.get("/ok");
    }
    const Step other("other");
    EXPECT_THAT(visitor.http.get("/absent?n=2"), StatusIs(404));
  });
  crowd_.walk();
  const auto errors = [&](const std::string& step) { return crowd_.report.steps.at(step).errors; };
  EXPECT_EQ(crowd_.report.total.requests, 3U);
  EXPECT_EQ(crowd_.report.total.errors, 1U);
  EXPECT_EQ(errors("GET /absent"), 1U);
  EXPECT_EQ(errors("inner"), 1U);
  EXPECT_EQ(errors("outer"), 1U);
  EXPECT_EQ(errors("after"), 0U);
  EXPECT_EQ(errors("other"), 0U);
  EXPECT_THAT(crowd_.endings, ElementsAre(Ending::kFailed));
}

// A user that makes an unchecked request in SetUp and in TearDown.
class UncheckedVisitor : public Visitor {
 protected:
  void SetUp() override {
    http.get("/absent?of=set-up");
    EXPECT_THAT(http.get("/ok"), StatusIs(200));
  }
  void TearDown() override { http.get("/absent?of=tear-down"); }
};

class UncheckedInTearDown : public Visitor {
 protected:
  void TearDown() override { http.get("/absent?of=tear-down"); }
};

TEST_P(UncheckedStatusTest, OfSetUpEndsUser) {
  std::atomic<int> walks{0};
  crowd_.add([&](Visitor&) { ++walks; }).make_user = [] {
    return std::make_unique<UncheckedVisitor>();
  };
  crowd_.add([&](Visitor&) { ++walks; }).make_user = [] {
    return std::make_unique<UncheckedInTearDown>();
  };
  crowd_.walk();
  EXPECT_EQ(walks, 1);
  EXPECT_EQ(crowd_.report.set_up.errors, 3U);
  EXPECT_NE(failures_of(0, 0), "none");
  EXPECT_NE(failures_of(1, 0), "none");
}

TEST_P(UncheckedStatusTest, DeletionIsToldByLedgerOnly) {
  crowd_.server.route("DELETE", "/absent/{}", [](const ServerRequest&) {
    return ServerResponse{.status = 500, .headers = {}};
  });
  crowd_.add([](Visitor& visitor) { visitor.created(visitor.http.post("/things")); });
  crowd_.walk();
  EXPECT_EQ(failures_of(0, 0), "none");
  const std::vector<LedgerEntry> left = ledger().take();
  ASSERT_EQ(left.size(), 1U);
  EXPECT_EQ(left[0].problem, "status 500 Internal Server Error");
}

}  // namespace
}  // namespace traffic::detail
