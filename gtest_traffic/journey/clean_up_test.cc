// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/journey/clean_up.h"

#include <gmock/gmock.h>

#include <atomic>
#include <mutex>
#include <optional>
#include <stdexcept>

#include "gtest_traffic/clean_up_rule.h"
#include "gtest_traffic/journey/testing/crowd.h"
#include "gtest_traffic/matchers.h"

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using Ending = Recorder::Ending;
using Use = RunContext::Use;

const bool kRule = clean_up("POST /ruled", "DELETE /things/{/id}");

// `/things` creates resources. `/ruled` also creates resources but sends no Location. The target
// records the deletions.
class CleanUpTest : public testing::TestWithParam<Use> {
 protected:
  CleanUpTest() {
    crowd_.server.route("POST", "/things", [this](const ServerRequest&) {
      const std::string id = std::to_string(++made_);
      return ServerResponse{
          .status = 201, .body = "{\"id\":" + id + "}", .headers = {{"Location", "/things/" + id}}};
    });
    crowd_.server.route("POST", "/ruled", [this](const ServerRequest&) {
      return ServerResponse{.status = 201, .body = body_of_ruled_, .headers = {}};
    });
    crowd_.server.route("DELETE", "/things/{}", [this](const ServerRequest& request) {
      const std::lock_guard lock(mutex_);
      deleted_.push_back(request.parameters[0]);
      return ServerResponse{.status = status_of_delete_, .headers = {}};
    });
  }
  ~CleanUpTest() override { ledger().take(); }

  // Returns the problems of the remaining entries.
  static std::vector<std::string> problems() {
    std::vector<std::string> problems;
    for (const LedgerEntry& entry : ledger().take()) problems.push_back(entry.problem);
    return problems;
  }

  std::atomic<int> made_{0};
  std::string body_of_ruled_ = R"({"id":"x y"})";
  std::mutex mutex_;
  std::vector<std::string> deleted_;
  int status_of_delete_ = 204;
  Crowd crowd_{GetParam()};
};

INSTANTIATE_TEST_SUITE_P(Uses, CleanUpTest, testing::Values(Use::kTest, Use::kLoad),
                         [](const auto& test) {
                           return test.param == Use::kTest ? "AsTests" : "UnderLoad";
                         });

TEST_P(CleanUpTest, DeletesInReverseOrderWithoutCounting) {
  crowd_.add([](Visitor& visitor) {
    visitor.created(visitor.http.post("/things"));
    visitor.created(visitor.http.post("/things"));
    visitor.created(visitor.http.post("/ok"), {"/things/{}", "c/d"});
  });
  crowd_.walk();
  EXPECT_THAT(deleted_, ElementsAre("c/d", "2", "1"));
  EXPECT_THAT(crowd_.endings, ElementsAre(Ending::kCompleted));
  EXPECT_EQ(crowd_.report.total.requests, 3U);
  EXPECT_THAT(problems(), IsEmpty());
}

TEST_P(CleanUpTest, DeletesLocationAsSent) {
  crowd_.server.route("POST", "/odd", [](const ServerRequest&) {
    return ServerResponse{.status = 201, .headers = {{"Location", "/things/a%2Fb%2Bc%3Bd%40e"}}};
  });
  crowd_.add([](Visitor& visitor) {
    const auto odd = visitor.http.post("/odd");
    visitor.created(odd);
    visitor.created(odd, {"{}", odd.header("Location")});
  });
  crowd_.walk();
  EXPECT_THAT(deleted_, ElementsAre("a/b+c;d@e", "a/b+c;d@e"));
  EXPECT_THAT(problems(), IsEmpty());
}

TEST_P(CleanUpTest, DeletesAfterEachIteration) {
  std::vector<std::size_t> there;
  crowd_.add([&](Visitor& visitor) {
    {
      const std::lock_guard lock(mutex_);
      there.push_back(deleted_.size());
    }
    visitor.created(visitor.http.post("/things"));
  });
  crowd_.walk(3);
  EXPECT_THAT(there, ElementsAre(0, 1, 2));
  EXPECT_THAT(deleted_, ElementsAre("1", "2", "3"));
}

TEST_P(CleanUpTest, DeletesAfterEveryOutcome) {
  crowd_.add([](Visitor& visitor) {
    visitor.created(visitor.http.post("/things"));
    ASSERT_THAT(visitor.http.get("/ok"), StatusIs(418));
  });
  crowd_.add([](Visitor& visitor) {
    visitor.created(visitor.http.post("/things"));
    throw std::runtime_error("boom");
  });
  crowd_.add([](Visitor& visitor) {
    visitor.created(visitor.http.post("/things"));
    GTEST_SKIP() << "not today";
  });
  crowd_.walk();
  EXPECT_THAT(crowd_.endings, ElementsAre(Ending::kFailed, Ending::kFailed, Ending::kSkipped));
  EXPECT_THAT(deleted_, SizeIs(3));
}

TEST_P(CleanUpTest, RuleNeedsNoCallInJourney) {
  crowd_.add([](Visitor& visitor) {
    visitor.created(visitor.http.post("/ruled"));
    visitor.http.post("/ruled");
  });
  crowd_.walk();
  EXPECT_THAT(deleted_, ElementsAre("x y", "x y"));
}

TEST_P(CleanUpTest, UnmatchedRuleFailsStep) {
  body_of_ruled_ = R"({"key":1})";
  crowd_.add([](Visitor& visitor) { visitor.http.post("/ruled"); });
  crowd_.walk();
  EXPECT_THAT(deleted_, IsEmpty());
  EXPECT_THAT(crowd_.endings, ElementsAre(Ending::kFailed));
  EXPECT_EQ(crowd_.report.total.errors, 1U);
}

TEST_P(CleanUpTest, FailedCreationIsNotDeleted) {
  crowd_.add([](Visitor& visitor) {
    const auto missing = visitor.http.post("/absent");
    EXPECT_THAT(missing, StatusIs(404));
    visitor.created(missing, {"/things/{}", 1});
  });
  crowd_.walk();
  EXPECT_THAT(deleted_, IsEmpty());
  EXPECT_THAT(crowd_.endings, ElementsAre(Ending::kCompleted));
}

TEST_P(CleanUpTest, MissingResourceCountsAsDeleted) {
  for (const int status : {404, 410}) {
    Crowd crowd(GetParam());
    crowd.server.route("POST", "/things", [](const ServerRequest&) {
      return ServerResponse{.status = 201, .headers = {{"Location", "things/1"}}};
    });
    crowd.server.route("DELETE", "/things/{}", [status](const ServerRequest&) {
      return ServerResponse{.status = status, .headers = {}};
    });
    crowd.add([](Visitor& visitor) { visitor.created(visitor.http.post("/things")); });
    crowd.walk();
    EXPECT_THAT(problems(), IsEmpty()) << status;
  }
}

TEST_P(CleanUpTest, FailedDeletionStaysInLedger) {
  status_of_delete_ = 503;
  crowd_.add([](Visitor& visitor) {
    visitor.created(visitor.http.post("/things"));
    visitor.created(visitor.http.post("/ok"), "http://127.0.0.1:1/things/2");
  });
  crowd_.walk();
  EXPECT_THAT(crowd_.endings, ElementsAre(Ending::kCompleted));
  EXPECT_THAT(problems(),
              ElementsAre("status 503 Service Unavailable", HasSubstr("no response (refused")));
}

TEST_P(CleanUpTest, LocationMustExistAtSameOrigin) {
  crowd_.server.route("POST", "/away", [](const ServerRequest&) {
    return ServerResponse{.status = 201, .headers = {{"Location", "http://127.0.0.2:1/things/1"}}};
  });
  crowd_.add([](Visitor& visitor) { visitor.created(visitor.http.post("/ok")); });
  crowd_.add([](Visitor& visitor) { visitor.created(visitor.http.post("/away")); });
  crowd_.walk();
  EXPECT_THAT(crowd_.endings, ElementsAre(Ending::kFailed, Ending::kFailed));
  EXPECT_THAT(problems(), IsEmpty());
  if (GetParam() != Use::kTest) return;
  EXPECT_THAT(
      crowd_.failures[0][0].message,
      HasSubstr("created(): the response to POST /ok has no Location; pass the path to delete"));
  EXPECT_THAT(crowd_.failures[1][0].message, HasSubstr("cannot be deleted: another origin"));
}

TEST_P(CleanUpTest, StoppedJourneyLeavesResourceInLedger) {
  std::atomic<bool> there{false};
  crowd_.add([&](Visitor& visitor) {
    visitor.created(visitor.http.post("/things"));
    there = true;
    while (visitor.http.get("/slow").failure() == Failure::kNone) {
    }
  });
  crowd_.stop_when = [&] { return there.load(); };
  crowd_.walk();
  EXPECT_THAT(deleted_, IsEmpty());
  EXPECT_THAT(problems(), ElementsAre("the journey did not end"));
}

TEST(CleanUpTextTest, ExplainsRemainingResources) {
  EXPECT_EQ(text_of_remaining({}), "");
  LedgerEntry entry;
  entry.journey = "Shopper.Buys";
  entry.url = "http://shop/orders/7?token=abc";
  entry.problem = "status 500";
  EXPECT_EQ(text_of_remaining({entry}),
            "1 resource that journeys created is left behind:\n"
            "  DELETE http://shop/orders/7?token=*** (Shopper.Buys): status 500\n"
            "some of them are in no journal: delete them by hand\n");
  entry.journaled = true;
  EXPECT_THAT(text_of_remaining({entry, entry}),
              AllOf(HasSubstr("2 resources that journeys created are left"),
                    HasSubstr("try again:\n"), HasSubstr(" --traffic_cleanup")));
}

TEST(CleanUpTextTest, CountsUnknownOutcomesByStep) {
  EXPECT_EQ(text_of_unknown({}), "");
  LedgerEntry team;
  team.step = "POST /teams";
  LedgerEntry order;
  order.step = "POST /orders";
  EXPECT_EQ(text_of_unknown({team, order, team}, " of earlier runs"),
            "the outcome of 3 requests of earlier runs is unknown (1 × POST /orders, 2 × POST "
            "/teams): look for resources that they created\n");
}

TEST(CleanUpTextTest, UnknownUserIsReported) {
  LedgerEntry entry;
  entry.user = "Nobody";
  const CleanUp result = delete_entries({entry}, [](const LedgerEntry&) { ADD_FAILURE(); });
  ASSERT_THAT(result.remaining, SizeIs(1));
  EXPECT_EQ(result.remaining[0].problem, "this program has no user Nobody");
}

}  // namespace
}  // namespace traffic::detail
