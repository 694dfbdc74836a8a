// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/match/condense.h"

#include <gmock/gmock.h>
#include <gtest/gtest-spi.h>

#include <boost/json/value.hpp>
#include <string>

#include "gtest_traffic/match/sample_response.h"
#include "gtest_traffic/matchers.h"

namespace as_a_user {

using namespace testing;
using namespace traffic;
using namespace traffic::detail;

// Returns GoogleTest's message for the only failure of `work`.
template <class Work>
std::string message_of(Work work) {
  TestPartResultArray results;
  {
    ScopedFakeTestPartResultReporter reporter(
        ScopedFakeTestPartResultReporter::INTERCEPT_ONLY_CURRENT_THREAD, &results);
    work();
  }
  return results.size() == 1 ? results.GetTestPartResult(0).message() : "not one failure";
}

class CondenseTest : public Test {
 protected:
  template <class Work>
  std::string line_of(Work work) {
    return condense(message_of(work));
  }
  SampleResponse sample_{
      503, R"({"id":7,"name":"Ada"})",
      "HTTP/1.1 503 Service Unavailable\r\nContent-Type: application/json\r\n\r\n"};
  Response user_ = sample_.response();
};

TEST_F(CondenseTest, CondensesResponseMatchers) {
  EXPECT_EQ(line_of([&] { EXPECT_THAT(user_, StatusIs(201)); }), "expected status 201, got 503");
  EXPECT_EQ(line_of([&] { EXPECT_THAT(user_, JsonAt("/id", 8)) << "some more"; }),
            "expected json /id to be 8, got 7");
  EXPECT_EQ(line_of([&] { EXPECT_THAT(user_, AllOf(StatusIs(503), JsonAt("/id", 8))); }),
            "expected json /id to be 8, got 7");
  EXPECT_EQ(line_of([&] { EXPECT_THAT(user_, Not(StatusIs(503))); }),
            "expected status other than 503, got 503");
  EXPECT_EQ(line_of([&] { EXPECT_THAT(user_, Not(MatchesSchema(R"({"title": "User"})"))); }),
            "expected json that does not match the schema 'User', got what it rules out");
  EXPECT_EQ(line_of([&] {
              EXPECT_THAT(user_, JsonEq({{"x", 1}}));
            }),
            "expected json to be {\"x\": 1}, got a difference at /x: missing, expected 1");
}

TEST_F(CondenseTest, CondensesMissingResponse) {
  SampleResponse failed(Failure::kRefused, "connect to 127.0.0.1:9: connection refused");
  EXPECT_EQ(
      line_of([&] { EXPECT_THAT(failed.response(), StatusIs(201)); }),
      "expected status 201, got no response (refused: connect to 127.0.0.1:9: connection refused)");
}

TEST_F(CondenseTest, CondensesMatchersOnOtherValues) {
  const int count = 2;
  EXPECT_EQ(line_of([&] { EXPECT_THAT(count, Gt(3)); }), "expected count that is > 3, got 2");
}

TEST_F(CondenseTest, OmitsAddressesOfLiterals) {
  EXPECT_EQ(line_of([&] { EXPECT_THAT(user_, JsonAt("/name", AnyOf("Eve", StartsWith("B")))); }),
            "expected json /name that (is equal to \"Eve\") or (starts with \"B\"), got \"Ada\"");
}

TEST_F(CondenseTest, CondensesEquality) {
  const std::string name = "Eve";
  EXPECT_EQ(line_of([&] { EXPECT_EQ(user_.status(), 201); }),
            "expected user_.status() == 201, got 503");
  EXPECT_EQ(line_of([&] { EXPECT_EQ(201, user_.status()); }),
            "expected 201 == user_.status(), got 503");
  EXPECT_EQ(line_of([&] { EXPECT_EQ(name, user_.body()) << "why"; }),
            R"(expected name == user_.body(), got "Eve" and "{\"id\":7,\"name\":\"Ada\"}")");
}

TEST_F(CondenseTest, CondensesComparisons) {
  EXPECT_EQ(line_of([&] { EXPECT_LT(user_.status(), 400); }),
            "expected (user_.status()) < (400), got 503 vs 400");
}

TEST_F(CondenseTest, CondensesBooleans) {
  EXPECT_EQ(line_of([&] { EXPECT_TRUE(user_.body().empty()); }),
            "expected user_.body().empty() to be true, got false");
  EXPECT_EQ(line_of([&] { EXPECT_FALSE(user_.attempts() == 1); }),
            "expected user_.attempts() == 1 to be false, got true");
}

TEST_F(CondenseTest, KeepsCustomMessages) {
  EXPECT_EQ(line_of([] { ADD_FAILURE() << "the basket is gone\nreally"; }), "the basket is gone");
  EXPECT_EQ(condense("what nobody knows\nat all"), "what nobody knows");
  EXPECT_EQ(condense(""), "");
  EXPECT_EQ(condense("Failed"), "Failed");
}

TEST_F(CondenseTest, TruncatesLongLines) {
  EXPECT_THAT(condense(std::string(1000, 'x')), EndsWith("x… (700 more bytes)"));
}

}  // namespace as_a_user
