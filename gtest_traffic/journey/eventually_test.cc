// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/eventually.h"

#include <gmock/gmock.h>

#include <atomic>
#include <optional>

#include "gtest_traffic/journey/testing/crowd.h"
#include "gtest_traffic/matchers.h"
#include "gtest_traffic/step.h"

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
using Ending = Recorder::Ending;
using Use = RunContext::Use;

// `/ripe` answers 404 for a number of requests; `/count` returns the number of requests to it.
class EventuallyTest : public testing::TestWithParam<Use> {
 protected:
  EventuallyTest() {
    crowd_.server.route("GET", "/ripe", [this](const ServerRequest&) {
      return ServerResponse{.status = ++asked_ < ripe_after_ ? 404 : 200, .headers = {}};
    });
    crowd_.server.route("GET", "/count", [this](const ServerRequest&) {
      return ServerResponse{.body = "{\"n\":" + std::to_string(++asked_) + "}", .headers = {}};
    });
  }

  // Returns the messages of the failed checks of one journey.
  std::vector<std::string> messages(std::size_t user = 0) const {
    std::vector<std::string> result;
    if (GetParam() == Use::kTest) {
      for (const JourneyFailure& failure : crowd_.failures.at(user)) result.push_back(failure.text);
    } else {
      for (const DistinctFailure& failure : crowd_.report.failures) {
        if (failure.journey == "Visitor.W" + std::to_string(user)) {
          result.push_back(failure.examples.empty() ? failure.message : failure.examples.front());
        }
      }
    }
    return result;
  }

  std::atomic<int> asked_{0};
  std::atomic<int> ripe_after_{4};
  Crowd crowd_{GetParam()};
};

INSTANTIATE_TEST_SUITE_P(Uses, EventuallyTest, testing::Values(Use::kTest, Use::kLoad),
                         [](const auto& test) {
                           return test.param == Use::kTest ? "AsTests" : "UnderLoad";
                         });

TEST_P(EventuallyTest, FailedAttemptsAreNotErrors) {
  std::optional<bool> held;
  crowd_.add([&](Visitor& visitor) {
    held = eventually(within(1min), every(1ms),
                      [&] { ASSERT_THAT(visitor.http.get("/ripe"), StatusIs(200)); });
    EXPECT_THAT(visitor.http.get("/ok"), StatusIs(200));
  });
  crowd_.walk();
  EXPECT_EQ(held, true);
  EXPECT_THAT(messages(), IsEmpty());
  EXPECT_THAT(crowd_.endings, ElementsAre(Ending::kCompleted));
  EXPECT_EQ(crowd_.report.total.requests, 5U);
  EXPECT_EQ(crowd_.report.total.errors, 0U);
}

TEST_P(EventuallyTest, MacroEqualsFunction) {
  bool done = false;
  crowd_.add([&](Visitor& visitor) {
    EVENTUALLY(within(1min), every(1ms)) {
      ASSERT_THAT(visitor.http.get("/ripe"), StatusIs(200));
      done = true;
    };
  });
  crowd_.walk();
  EXPECT_TRUE(done);
  EXPECT_THAT(messages(), IsEmpty());
  EXPECT_EQ(asked_, 4);
}

TEST_P(EventuallyTest, OnlyLastAttemptIsReported) {
  bool went_on = false;
  // Each attempt takes 7 ms, so that the third ends after the deadline of 20 ms.
  crowd_.poll_clock = [this, begin = Clock::now()] { return begin + asked_.load() * 7ms; };
  crowd_.add([&](Visitor& visitor) {
    EVENTUALLY(within(20ms), every(1ms)) {
      EXPECT_THAT(visitor.http.get("/count"), JsonAt("/n", 0));
    };
    went_on = true;
  });
  crowd_.walk();
  EXPECT_TRUE(went_on);
  EXPECT_EQ(asked_, 3);
  EXPECT_THAT(messages(), ElementsAre(AllOf(HasSubstr("3 attempts in 21 ms"),
                                            HasSubstr("GET /count"), HasSubstr("\"n\": 3"))));
  EXPECT_THAT(crowd_.endings, ElementsAre(Ending::kFailed));
  EXPECT_EQ(crowd_.report.total.errors, 1U);
}

TEST_P(EventuallyTest, FatalFailureOfLastAttemptEndsIteration) {
  bool went_on = false;
  crowd_.add([&](Visitor& visitor) {
    EVENTUALLY(within(0s), every(1ms)) { ASSERT_THAT(visitor.http.get("/ripe"), StatusIs(200)); };
    went_on = true;
  });
  crowd_.walk();
  EXPECT_FALSE(went_on);
  EXPECT_THAT(messages(),
              ElementsAre(AllOf(HasSubstr("got 404\n"), HasSubstr("\nthe last of 1 attempt in "))));
}

TEST_P(EventuallyTest, EachFailureOfLastAttemptCounts) {
  crowd_.add([&](Visitor& visitor) {
    EVENTUALLY(within(0s), every(1ms)) {
      EXPECT_THAT(visitor.http.get("/absent"), StatusIs(200));
      EXPECT_THAT(visitor.http.get("/ok"), StatusIs(418));
    };
  });
  crowd_.walk();
  EXPECT_THAT(messages(), ElementsAre(HasSubstr("'GET /absent'"), HasSubstr("'GET /ok'")));
  EXPECT_EQ(crowd_.report.total.errors, 2U);
}

TEST_P(EventuallyTest, ExceptionsAndMissingValuesCauseRetry) {
  int attempts = 0;
  crowd_.add([&](Visitor& visitor) {
    EVENTUALLY(within(1min), every(1ms)) {
      ++attempts;
      if (attempts == 1) throw std::runtime_error("boom");
      if (attempts == 2) throw 42;
      const auto response = visitor.http.get("/ok");
      if (attempts == 3) visitor.http.get("/ok?n={}", response["/absent"]);
    };
  });
  crowd_.walk();
  EXPECT_EQ(attempts, 4);
  EXPECT_THAT(messages(), IsEmpty());
  EXPECT_THAT(crowd_.endings, ElementsAre(Ending::kCompleted));
}

TEST_P(EventuallyTest, ExceptionOfLastAttemptIsReported) {
  crowd_.add([](Visitor&) {
    EVENTUALLY(within(0s), every(1ms)) { throw std::runtime_error("boom"); };
  });
  crowd_.walk();
  EXPECT_THAT(messages(), ElementsAre(AllOf(HasSubstr("boom"), HasSubstr("1 attempt in"))));
  EXPECT_THAT(crowd_.endings, ElementsAre(Ending::kFailed));
}

TEST_P(EventuallyTest, SkipEndsIteration) {
  bool went_on = false;
  crowd_.add([&](Visitor& visitor) {
    EVENTUALLY(within(1min), every(1ms)) {
      visitor.http.get("/ok");
      GTEST_SKIP() << "not today";
    };
    went_on = true;
  });
  crowd_.walk();
  EXPECT_FALSE(went_on);
  EXPECT_THAT(messages(), IsEmpty());
  EXPECT_THAT(crowd_.endings, ElementsAre(Ending::kSkipped));
}

TEST_P(EventuallyTest, GiveUpEndsPolling) {
  crowd_.add([&](Visitor& visitor) {
    EVENTUALLY(within(1h), every(1ms)) {
      if (visitor.http.get("/count")["/n"] == 3) give_up("the order was rejected");
      FAIL() << "not yet";
    };
  });
  crowd_.walk();
  EXPECT_THAT(messages(),
              ElementsAre(HasSubstr("the order was rejected\nthe last of 3 attempts in ")));
  EXPECT_THAT(crowd_.endings, ElementsAre(Ending::kFailed));
  EXPECT_EQ(crowd_.report.total.errors, 1U);
}

TEST_P(EventuallyTest, GiveUpOutsideBlockEndsIteration) {
  crowd_.add([](Visitor& visitor) {
    visitor.http.get("/ok");
    give_up("no stock");
  });
  crowd_.walk();
  EXPECT_THAT(messages(), ElementsAre(HasSubstr("'GET /ok': no stock")));
}

TEST_P(EventuallyTest, NestedBlockBelongsToAttempt) {
  int outer = 0, inner = 0;
  crowd_.add([&](Visitor& visitor) {
    EVENTUALLY(within(1min), every(1ms)) {
      ++outer;
      EVENTUALLY(within(0s), every(1ms)) {
        ++inner;
        ASSERT_THAT(visitor.http.get("/ripe"), StatusIs(200));
      };
    };
  });
  crowd_.walk();
  EXPECT_EQ(outer, 4);
  EXPECT_EQ(inner, 4);
  EXPECT_THAT(messages(), IsEmpty());
  EXPECT_EQ(crowd_.report.total.errors, 0U);
}

TEST_P(EventuallyTest, NestedBlockEndsWithOuterBlock) {
  crowd_.poll_clock = [this, begin = Clock::now()] { return begin + asked_.load() * 2ms; };
  crowd_.add([](Visitor& visitor) {
    EVENTUALLY(within(5ms), every(1ms)) {
      EVENTUALLY(within(1h), every(1ms)) { FAIL() << visitor.http.get("/count").status(); };
    };
  });
  crowd_.walk();
  EXPECT_EQ(asked_, 3);
  EXPECT_THAT(messages(), SizeIs(1));
}

TEST_P(EventuallyTest, StepsIgnoreFailedAttempts) {
  crowd_.add([&](Visitor& visitor) {
    const Step around("around");
    EVENTUALLY(within(1min), every(1ms)) {
      const Step inside("inside");
      ASSERT_THAT(visitor.http.get("/ripe"), StatusIs(200));
    };
  });
  crowd_.walk();
  ASSERT_EQ(crowd_.report.steps.count("inside"), 1U);
  EXPECT_EQ(crowd_.report.steps.at("inside").requests, 4U);
  EXPECT_EQ(crowd_.report.steps.at("inside").errors, 0U);
  EXPECT_EQ(crowd_.report.steps.at("around").errors, 0U);
}

TEST_P(EventuallyTest, UsersPollIndependently) {
  for (int user = 0; user < 4; ++user) {
    crowd_.add([user](Visitor& visitor) {
      int attempts = 0;
      EVENTUALLY(within(1min), every(1ms)) {
        ASSERT_THAT(visitor.http.get("/slow"), StatusIs(200));
        ASSERT_GT(++attempts, user * 2);
      };
      EXPECT_EQ(attempts, user % 2 == 0 ? user * 2 + 1 : -1);
    });
  }
  crowd_.walk();
  for (std::size_t user = 0; user < 4; ++user) {
    EXPECT_THAT(messages(user), SizeIs(user % 2)) << user;
  }
}

TEST_P(EventuallyTest, StopEndsPolling) {
  std::atomic<int> made{0};
  crowd_.add([&](Visitor&) {
    EVENTUALLY(within(1h), every(1h)) {
      ++made;
      FAIL() << "never";
    };
  });
  crowd_.stop_when = [&] { return made >= 1; };
  crowd_.walk();
  EXPECT_THAT(crowd_.done, ElementsAre(true));
  EXPECT_THAT(crowd_.endings, ElementsAre(Ending::kInterrupted));
  EXPECT_THAT(messages(), IsEmpty());
}

TEST_P(EventuallyTest, LaterChecksReferToLastRequest) {
  crowd_.add([](Visitor& visitor) {
    std::optional<Response> seen;
    EVENTUALLY(within(1min), every(1ms)) {
      ASSERT_THAT(*(seen = visitor.http.get("/ok")), StatusIs(200));
    };
    EXPECT_THAT(*seen, JsonAt("/n", 2));
  });
  crowd_.walk();
  EXPECT_THAT(messages(), ElementsAre(AllOf(HasSubstr("'GET /ok'"), Not(HasSubstr("attempt ")))));
}

TEST(EventuallyOutsideJourneyTest, FailsWithoutJourney) {
  EXPECT_NONFATAL_FAILURE(eventually(within(0s), every(1ms), [] {}), "call it in a journey");
  EXPECT_THROW(give_up("nothing"), std::logic_error);
}

}  // namespace
}  // namespace traffic::detail
