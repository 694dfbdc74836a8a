// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include <array>
#include <stdexcept>

#include "gtest_traffic/journey.h"
#include "gtest_traffic/journey/testing/crowd.h"
#include "gtest_traffic/matchers.h"

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using Ending = Recorder::Ending;
using Use = RunContext::Use;

// Tests the problems of blocking-style bodies that share a thread, both as tests and under load.
class JourneyWalkTest : public testing::TestWithParam<Use> {
 protected:
  // Returns the messages of the failed checks of one journey.
  std::vector<std::string> messages_of(std::size_t user) const {
    std::vector<std::string> messages;
    if (GetParam() == Use::kTest) {
      for (const JourneyFailure& failure : crowd_.failures.at(user)) {
        messages.push_back(failure.message);
      }
      return messages;
    }
    for (const DistinctFailure& failure : crowd_.report.failures) {
      if (failure.journey == "Visitor.W" + std::to_string(user))
        messages.push_back(failure.message);
    }
    return messages;
  }

  Crowd crowd_{GetParam()};
};

INSTANTIATE_TEST_SUITE_P(Uses, JourneyWalkTest, testing::Values(Use::kTest, Use::kLoad),
                         [](const auto& test) {
                           return test.param == Use::kTest ? "AsTests" : "UnderLoad";
                         });

TEST_P(JourneyWalkTest, CaughtExceptionsStaySeparate) {
  std::vector<std::string> rethrown(4);
  for (std::size_t i = 0; i < rethrown.size(); ++i) {
    crowd_.add([&rethrown, i](Visitor& visitor) {
      try {
        try {
          throw std::runtime_error(std::to_string(i));
        } catch (const std::exception&) {
          for (std::size_t n = 0; n <= i; ++n) visitor.http.get("/slow");
          throw;
        }
      } catch (const std::exception& exception) {
        visitor.http.get("/slow");
        rethrown[i] = exception.what();
      }
    });
  }
  crowd_.walk();
  EXPECT_THAT(rethrown, ElementsAre("0", "1", "2", "3"));
  EXPECT_THAT(crowd_.done, testing::Each(true));
}

TEST_P(JourneyWalkTest, NoFatalFailureUsesOwnJourneyOnly) {
  constexpr std::size_t kUsers = 6;
  std::array<int, kUsers> passed{};
  for (std::size_t i = 0; i < kUsers; ++i) {
    crowd_.add([&passed, i](Visitor& visitor) {
      const auto helper = [&] {
        for (std::size_t n = 0; n < i; ++n) visitor.http.get("/slow");
        ASSERT_THAT(visitor.http.get("/slow"), StatusIs(i % 2 == 0 ? 200 : 418));
      };
      for (int round = 0; round < 3; ++round) {
        ASSERT_NO_FATAL_FAILURE(helper());
        ++passed[i];
      }
    });
  }
  crowd_.walk();
  for (std::size_t i = 0; i < kUsers; ++i) {
    const bool fails = i % 2 == 1;
    EXPECT_EQ(passed[i], fails ? 0 : 3) << i;
    EXPECT_EQ(crowd_.endings[i], fails ? Ending::kFailed : Ending::kCompleted) << i;
    EXPECT_THAT(messages_of(i), SizeIs(fails ? 2 : 0)) << i;
  }
}

TEST_P(JourneyWalkTest, ExceptionMessageNamesItsFunction) {
  struct NoConstructor : Visitor {
    NoConstructor() { throw std::runtime_error("no memory"); }
  };
  struct NoSetUp : Visitor {
    void SetUp() override { throw std::runtime_error("no account"); }
  };
  struct NoTearDown : Visitor {
    void TearDown() override { throw 42; }
  };
  const auto nothing = [](Visitor&) {};
  crowd_.add(nothing).make_user = [] { return std::make_unique<NoConstructor>(); };
  crowd_.add(nothing).make_user = [] { return std::make_unique<NoSetUp>(); };
  crowd_.add(nothing).make_user = [] { return std::make_unique<NoTearDown>(); };
  crowd_.walk();
  EXPECT_THAT(
      messages_of(0),
      ElementsAre("C++ exception with description \"no memory\" thrown in the constructor of "
                  "the user."));
  EXPECT_THAT(messages_of(1),
              ElementsAre("C++ exception with description \"no account\" thrown in SetUp."));
  EXPECT_THAT(messages_of(2), ElementsAre("Unknown C++ exception thrown in TearDown."));
  for (const DistinctFailure& failure : crowd_.report.failures) {
    EXPECT_EQ(failure.step, failure.journey == "Visitor.W2" ? "TearDown" : "SetUp");
  }
}

TEST_P(JourneyWalkTest, UncaughtExceptionFailsIterationOnly) {
  crowd_.add([](Visitor& visitor) {
    visitor.http.get("/slow");
    throw std::runtime_error("boom");
  });
  crowd_.add([](Visitor& visitor) {
    visitor.http.get("/slow");
    throw 42;
  });
  crowd_.add([](Visitor& visitor) { EXPECT_THAT(visitor.http.get("/slow"), StatusIs(200)); });
  crowd_.walk(3);
  EXPECT_THAT(crowd_.endings, ElementsAre(Ending::kFailed, Ending::kFailed, Ending::kCompleted));
  EXPECT_THAT(messages_of(0), testing::Contains(HasSubstr("\"boom\"")));
  EXPECT_THAT(messages_of(1), testing::Contains(HasSubstr("Unknown C++ exception")));
  EXPECT_THAT(messages_of(2), IsEmpty());
  EXPECT_EQ(crowd_.report.journeys.at("Visitor.W0").started, 3U);
  EXPECT_EQ(crowd_.report.journeys.at("Visitor.W0").failed, 3U);
}

TEST_P(JourneyWalkTest, MissingValueEndsIteration) {
  bool went_on = false;
  crowd_.add([&](Visitor& visitor) {
    const auto response = visitor.http.get("/ok");
    visitor.http.get("/slow?n={}", response["/absent"]);
    went_on = true;
  });
  crowd_.walk();
  EXPECT_FALSE(went_on);
  EXPECT_THAT(messages_of(0), ElementsAre(HasSubstr("/absent")));
}

TEST_P(JourneyWalkTest, SkipIsNotFailure) {
  crowd_.add([](Visitor& visitor) {
    visitor.http.get("/slow");
    GTEST_SKIP() << "not today";
  });
  crowd_.add([](Visitor& visitor) { visitor.http.get("/slow"); });
  crowd_.walk();
  EXPECT_THAT(crowd_.endings, ElementsAre(Ending::kSkipped, Ending::kCompleted));
  EXPECT_THAT(messages_of(0), IsEmpty());
  EXPECT_EQ(crowd_.report.journeys.at("Visitor.W0").skipped, 1U);
  EXPECT_EQ(crowd_.report.journeys.at("Visitor.W0").failed, 0U);
  EXPECT_EQ(crowd_.report.journeys.at("Visitor.W1").skipped, 0U);
}

TEST_P(JourneyWalkTest, StopEndsBodyThatChecksResponses) {
  std::atomic<int> made{0};
  crowd_.add([&](Visitor& visitor) {
    for (;;) {
      const auto response = visitor.http.get("/slow");
      ++made;
      ASSERT_THAT(response, StatusIs(200));
    }
  });
  crowd_.stop_when = [&] { return made >= 3; };
  crowd_.walk();
  EXPECT_THAT(crowd_.done, ElementsAre(true));
  EXPECT_THAT(crowd_.endings, ElementsAre(Ending::kInterrupted));
  EXPECT_THAT(messages_of(0), IsEmpty());
  EXPECT_EQ(crowd_.report.total.errors, 0U);
  EXPECT_EQ(crowd_.report.journeys.at("Visitor.W0").interrupted, 1U);
}

// Neither an error response nor an exception can end these bodies. They are abandoned, and the
// thread continues with the user that ends.
TEST_P(JourneyWalkTest, StopAbandonsBodyThatCatchesEverything) {
  std::atomic<int> made{0};
  crowd_.add([&](Visitor& visitor) {
    for (;;) {
      try {
        visitor.http.get("/slow");
        ++made;
        throw std::runtime_error("swallowed");
      } catch (...) {
        visitor.http.get("/ok");
      }
    }
  });
  crowd_.add([](Visitor& visitor) {
    while (visitor.http.get("/absent").status() != 200) visitor.think(1ms);
  });
  crowd_.add([](Visitor& visitor) {
    for (;;) visitor.think(GetParam() == Use::kLoad ? 1h : 1ms), visitor.http.get("/slow");
  });
  crowd_.add([](Visitor& visitor) {
    while (visitor.http.get("/slow").failure() == Failure::kNone) {
    }
  });
  crowd_.stop_when = [&] { return made >= 3; };
  crowd_.walk();
  EXPECT_THAT(crowd_.done, ElementsAre(false, false, false, true));
  EXPECT_EQ(crowd_.endings[3], Ending::kInterrupted);
  EXPECT_THAT(messages_of(3), IsEmpty());
}

TEST_P(JourneyWalkTest, RetriedRequestIsOneSample) {
  std::atomic<int> seen{0};
  crowd_.server.route_raw("GET", "/flaky", [&](const ServerRequest&, ServerConnection& connection) {
    if (++seen == 1) connection.reset();
    connection.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
  });
  crowd_.retries = 1;
  crowd_.add([](Visitor& visitor) {
    const auto response = visitor.http.get("/flaky");
    EXPECT_THAT(response, StatusIs(200));
    EXPECT_EQ(response.attempts(), 2);
  });
  crowd_.walk();
  EXPECT_THAT(messages_of(0), IsEmpty());
  EXPECT_EQ(crowd_.report.total.requests, 1U);
  EXPECT_EQ(crowd_.report.total.attempts, 2U);
}

TEST_P(JourneyWalkTest, UnsafePostIsNotRetried) {
  std::atomic<int> seen{0};
  crowd_.server.route_raw("POST", "/order",
                          [&](const ServerRequest&, ServerConnection& connection) {
                            ++seen;
                            connection.reset();
                          });
  crowd_.retries = 3;
  crowd_.add([](Visitor& visitor) {
    EXPECT_EQ(visitor.http.post("/order", {{"n", 1}}).failure(), Failure::kReset);
  });
  crowd_.walk();
  EXPECT_EQ(seen, 1);
  EXPECT_EQ(crowd_.report.total.attempts, 1U);
}

[[gnu::noinline]] int recurse(int depth) {
  std::array<volatile char, 1024> frame;
  frame[0] = static_cast<char>(depth);
  const int below = depth < 0 ? 0 : recurse(depth + 1);
  return below + frame[0];
}

TEST(JourneyDeathTest, StackOverflowNamesJourney) {
  EXPECT_DEATH(
      {
        Crowd crowd(Use::kTest);
        crowd.add([](Visitor&) {});
        crowd.add([](Visitor& visitor) {
          visitor.http.get("/slow");
          recurse(0);
        });
        crowd.walk();
      },
      "stack overflow in Visitor\\.W1, which has a stack of [0-9]+ KiB; does it recurse");
}

}  // namespace
}  // namespace traffic::detail
