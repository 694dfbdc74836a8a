// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/match/said.h"

#include <gtest/gtest.h>

#include <array>
#include <string>

#include "gtest_traffic/http/redaction.h"
#include "gtest_traffic/match/sample_response.h"
#include "gtest_traffic/matchers.h"

namespace traffic::detail {
namespace {

std::string said(std::string_view message) {
  std::array<char, kSaidLength> room;
  return std::string(said_by(message, room));
}

// Fails as EXPECT_THAT does. Returns the cause that the matcher names.
template <class M>
std::string said_of(const Response& response, const M& matcher) {
  const auto result = testing::internal::MakePredicateFormatterFromMatcher(matcher)("r", response);
  EXPECT_FALSE(result);
  const auto mismatch = take_mismatch(result.message());
  if (!mismatch) return "not one of our matchers";
  std::array<char, kSaidLength> room;
  return std::string(said_by(mismatch->cause, room));
}

TEST(SaidTest, ReturnsTextWithoutNumbers) {
  EXPECT_EQ(said("Failed\nno stock of item 17, order a1b2-33cd at all\nsecond line"),
            "no stock of item #, order # at all");
  EXPECT_EQ(said("C++ exception with description \"x\" thrown in the journey body."),
            "C++ exception with description \"x\" thrown in the journey body.");
  EXPECT_EQ(said("Failed\n"), "");
  EXPECT_EQ(said(""), "");
}

TEST(SaidTest, HidesSecretsBeforeNumbers) {
  redactor().add_secret("SAID_KEY", "hush said-5519 word");
  EXPECT_EQ(said("Failed\nrefused hush said-5519 word, no 7"), "refused ***, no #");
  EXPECT_EQ(said(std::string(kSaidLength - 8, 'x') + " hush said-5519 word"),
            std::string(kSaidLength - 8, 'x') + " ***");
}

TEST(SaidTest, OmitsComparedValues) {
  EXPECT_EQ(said("Expected equality of these values:\n  a\n    Which is: 3\n  4"), "");
  EXPECT_EQ(said("Expected: (a) < (b), actual: 5 vs 3"), "");
  EXPECT_EQ(said("Value of: ok\n  Actual: false\nExpected: true"), "");
}

TEST(SaidTest, SeparatesThrownTypes) {
  EXPECT_EQ(said("Expected: f() doesn't throw an exception.\n  Actual: it throws std::bad_alloc."),
            "it throws std::bad_alloc.");
}

TEST(SaidTest, LimitsLength) {
  EXPECT_EQ(said("Failed\n" + std::string(1000, 'x')), std::string(kSaidLength, 'x'));
  EXPECT_EQ(said("Failed\n" + std::string(1000, '7')), "#");
  const std::string mixed = said("Failed\n" + std::string(kSaidLength - 2, 'x') + " yyyy");
  EXPECT_EQ(mixed.size(), kSaidLength);
}

TEST(SaidTest, NamesFailedPartOfMatcher) {
  SampleResponse sample(200, R"({"state":"OPEN"})");
  EXPECT_EQ(said_of(sample, JsonAt("/state", "PAID")), "another value");
  EXPECT_EQ(said_of(sample, JsonAt("/id", 7)), "no such value");
  EXPECT_EQ(said_of(sample, AllOf(StatusIs(201), JsonAt("/state", "OPEN"))), "");
  EXPECT_EQ(said_of(sample, AllOf(StatusIs(200), JsonAt("/state", "PAID"))),
            "part 2 of AllOf, another value");
  EXPECT_EQ(said_of(sample, AllOf(StatusIs(200), JsonAt("/state", "OPEN"), JsonAt("/x", 1))),
            "part 3 of AllOf, no such value");
}

TEST(SaidTest, DoesNotDependOnQuietMode) {
  SampleResponse sample(200, R"({"state":"OPEN"})");
  SampleResponse page(200, "<html>");
  quiet() = true;
  const std::string value = said_of(sample, AllOf(StatusIs(200), JsonAt("/state", "PAID")));
  const std::string json = said_of(page, AllOf(StatusIs(200), JsonAt("/state", "PAID")));
  quiet() = false;
  EXPECT_EQ(value, "part 2 of AllOf, another value");
  EXPECT_EQ(json, "part 2 of AllOf, no JSON");
}

TEST(SaidTest, IgnoresMatchersThatDidNotFail) {
  SampleResponse sample(200, R"({"state":"OPEN"})");
  EXPECT_THAT(sample.response(), Not(AllOf(StatusIs(200), JsonAt("/state", "PAID"))));
  EXPECT_EQ(said_of(sample, StatusIs(201)), "") << "the reason of the other matcher is forgotten";
  EXPECT_THAT(sample.response(), testing::Not(AllOf(StatusIs(200), JsonAt("/state", "PAID"))));
  EXPECT_FALSE(take_mismatch("Value of: x\nExpected: is 3\n  Actual: 4"));
}

}  // namespace
}  // namespace traffic::detail
