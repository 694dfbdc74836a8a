// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/match/condense.h"

#include <gmock/gmock.h>
#include <gtest/gtest-spi.h>

#include <boost/json/value.hpp>
#include <iostream>
#include <string>
#include <vector>

#include "gtest_traffic/http/redaction.h"
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
    const std::string message = message_of(work);
    const auto mismatch = take_mismatch(message);
    return mismatch ? check_text(*mismatch).summary : condense(message).summary;
  }
  SampleResponse sample_{
      503, R"({"id":7,"name":"Ada"})",
      "HTTP/1.1 503 Service Unavailable\r\nContent-Type: application/json\r\n\r\n"};
  Response user_ = sample_.response();
};

TEST_F(CondenseTest, JoinsTheElementsOfContainers) {
  const std::vector<int> ids = {1, 2};
  EXPECT_EQ(line_of([&] { EXPECT_THAT(ids, ElementsAre(1, 3)); }),
            "expected ids that has 2 elements where element #0 is equal to 1, element #1 is equal "
            "to 3, got { 1, 2 }, whose element #1 doesn't match");
}

TEST_F(CondenseTest, CondensesResponseMatchers) {
  EXPECT_EQ(line_of([&] { EXPECT_THAT(user_, StatusIs(201)); }), "expected status 201, got 503");
  EXPECT_EQ(line_of([&] { EXPECT_THAT(user_, JsonAt("/id", 8)) << "some more"; }),
            "expected JSON /id to be 8, got 7");
  EXPECT_EQ(line_of([&] { EXPECT_THAT(user_, AllOf(StatusIs(503), JsonAt("/id", 8))); }),
            "expected JSON /id to be 8, got 7");
  EXPECT_EQ(line_of([&] { EXPECT_THAT(user_, Not(StatusIs(503))); }),
            "expected status other than 503, got 503");
  EXPECT_EQ(line_of([&] { EXPECT_THAT(user_, Not(MatchesSchema(R"({"title": "User"})"))); }),
            "expected JSON that does not match the schema 'User', but it matched");
  EXPECT_EQ(line_of([&] {
              EXPECT_THAT(user_, JsonEq({{"x", 1}}));
            }),
            "expected JSON to be {\"x\": 1}, got a difference at /x: missing, expected 1");
}

TEST_F(CondenseTest, CondensesMissingResponse) {
  SampleResponse failed(Failure::kRefused, "connect to 127.0.0.1:9: connection refused");
  EXPECT_EQ(line_of([&] { EXPECT_THAT(failed.response(), StatusIs(201)); }),
            "expected status 201, got no response (refused)");
}

TEST_F(CondenseTest, CondensesMatchersOnOtherValues) {
  const int count = 2;
  EXPECT_EQ(line_of([&] { EXPECT_THAT(count, Gt(3)); }), "expected count that is > 3, got 2");
}

TEST_F(CondenseTest, HidesSecretsBeforeShortening) {
  redactor().add_secret("CONDENSE_KEY", "hush condensed word");
  for (std::size_t length = 280; length < 310; ++length) {
    const CheckText text = condense("Failed\n" + std::string(length, 'x') + "hush condensed word");
    EXPECT_THAT(text.summary, Not(HasSubstr("hush"))) << length;
    EXPECT_THAT(text.details, Not(HasSubstr("hush"))) << length;
  }
}

TEST_F(CondenseTest, OmitsAddressesOfLiterals) {
  EXPECT_EQ(line_of([&] { EXPECT_THAT(user_, JsonAt("/name", AnyOf("Eve", StartsWith("B")))); }),
            "expected JSON /name that (is equal to \"Eve\") or (starts with \"B\"), got \"Ada\"");
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
  EXPECT_EQ(condense("what nobody knows\nat all").summary, "what nobody knows");
  EXPECT_EQ(condense("").summary, "");
  EXPECT_EQ(condense("Failed").summary, "Failed");
}

TEST_F(CondenseTest, TruncatesLongLines) {
  EXPECT_THAT(condense(std::string(1000, 'x')).summary, EndsWith("x… (700 more bytes)"));
}

TEST_F(CondenseTest, MatchersOfLibraryProvideValues) {
  const auto mismatch_of = [](auto work) { return take_mismatch(message_of(work)); };
  const auto status = mismatch_of([&] { EXPECT_THAT(user_, StatusIs(201)) << "a comment"; });
  ASSERT_TRUE(status);
  EXPECT_EQ(status->expected, "status 201");
  EXPECT_EQ(status->actual, "503");
  EXPECT_EQ(status->comment, "a comment");
  const auto part = mismatch_of([&] { EXPECT_THAT(user_, AllOf(StatusIs(503), JsonAt("/x", 1))); });
  ASSERT_TRUE(part);
  EXPECT_EQ(part->expected, "JSON /x to be 1");
  EXPECT_EQ(part->actual, "none: the body has only 'id', 'name'");
  EXPECT_EQ(part->cause.part, 2U);
  const auto negated = mismatch_of([&] { EXPECT_THAT(user_, testing::Not(StatusIs(503))); });
  ASSERT_TRUE(negated);
  EXPECT_EQ(summary_of(*negated), "expected status other than 503, got 503");
}

TEST_F(CondenseTest, OtherAssertionsDoNotTakeTheValuesOfAMatcher) {
  StatusIs(201).DescribeTo(&std::cout);
  EXPECT_FALSE(take_mismatch(message_of([&] { EXPECT_EQ(user_.status(), 201); })));
  EXPECT_FALSE(take_mismatch(message_of([&] {
    EXPECT_THAT(user_, testing::AllOf(StatusIs(201), Truly([](auto&) { return true; })));
  })));
  const std::vector<Response> all = {user_};
  EXPECT_FALSE(take_mismatch(message_of([&] { EXPECT_THAT(all, Each(StatusIs(201))); })));
  EXPECT_TRUE(take_mismatch(message_of([&] { EXPECT_THAT(user_, StatusIs(201)); })));
  EXPECT_FALSE(take_mismatch("Value of: x")) << "a mismatch is taken once";
}

TEST_F(CondenseTest, DetailsContainRestOfMessage) {
  EXPECT_EQ(condense("Failed\nfirst\nsecond\n  third\n").details, "second\n  third");
  EXPECT_EQ(condense(message_of([&] { EXPECT_EQ(user_.status(), 201) << "why"; })).details, "why");
  EXPECT_EQ(condense(message_of([&] { EXPECT_TRUE(user_.status() == 201) << "why"; })).details,
            "why");
  EXPECT_EQ(condense(std::string(1000, 'x')).details, std::string(1000, 'x'));
  EXPECT_EQ(check_text({"status 201", "503", {"one", "two"}, {}, "why"}).details,
            "  one\n  two\nwhy");
  EXPECT_THAT(check_text({"body to be x", std::string(1000, 'y')}).details,
              AllOf(StartsWith("Expected: body to be x\n  Actual: yyy")));
}

}  // namespace as_a_user
