// SPDX-License-Identifier: Apache-2.0
#include <boost/json/parse.hpp>
#include <cstdint>
#include <limits>

#include "gtest_traffic/match/sample_response.h"
#include "gtest_traffic/matchers.h"

namespace traffic::detail {
namespace {

constexpr std::string_view kBody =
    R"({"id":7,"big":18446744073709551615,"price":5.0,"name":"Ada","ok":true,"none":null,)"
    R"("tags":["a","b"],"user":{"id":1,"password":"hunter2"}})";

TEST(JsonAtTest, ComparesPlainValues) {
  SampleResponse sample(200, kBody);
  EXPECT_TRUE(matches(sample, JsonAt("/id", 7)));
  EXPECT_TRUE(matches(sample, JsonAt("/id", 7U)));
  EXPECT_TRUE(matches(sample, JsonAt("/id", 7.0)));
  EXPECT_TRUE(matches(sample, JsonAt("/price", 5)));
  EXPECT_TRUE(matches(sample, JsonAt("/big", std::numeric_limits<std::uint64_t>::max())));
  EXPECT_TRUE(matches(sample, JsonAt("/name", "Ada")));
  EXPECT_TRUE(matches(sample, JsonAt("/name", std::string_view("Ada"))));
  EXPECT_TRUE(matches(sample, JsonAt("/name", std::string("Ada"))));
  EXPECT_TRUE(matches(sample, JsonAt("/ok", true)));
  EXPECT_TRUE(matches(sample, JsonAt("/none", nullptr)));
  EXPECT_TRUE(matches(sample, JsonAt("/tags/1", "b")));
}

TEST(JsonAtTest, DifferentTypesAreUnequal) {
  SampleResponse sample(200, kBody);
  EXPECT_FALSE(matches(sample, JsonAt("/id", "7")));
  EXPECT_FALSE(matches(sample, JsonAt("/id", true)));
  EXPECT_FALSE(matches(sample, JsonAt("/ok", 1)));
  EXPECT_FALSE(matches(sample, JsonAt("/none", 0)));
  EXPECT_FALSE(matches(sample, JsonAt("/none", false)));
  EXPECT_FALSE(matches(sample, JsonAt("/big", -1)));
}

TEST(JsonAtTest, ComparesWithCapturedAndNestedValues) {
  SampleResponse sample(200, kBody);
  const boost::json::value id = 7;
  const boost::json::value name = "Ada";
  EXPECT_TRUE(matches(sample, JsonAt("/id", id)));
  EXPECT_TRUE(matches(sample, JsonAt("/name", name)));
  EXPECT_TRUE(matches(sample, JsonAt("/id", sample.response()["/id"])));
  EXPECT_TRUE(matches(sample, JsonAt("/tags", boost::json::parse(R"(["a","b"])"))));
  EXPECT_TRUE(matches(sample, JsonAt("/tags", {"a", "b"})));
  EXPECT_TRUE(matches(sample, JsonAt("/user", {{"password", "hunter2"}, {"id", 1}})));
  EXPECT_FALSE(matches(sample, JsonAt("/tags", {"a"})));
}

TEST(JsonAtTest, OwnsTemporaryArguments) {
  SampleResponse sample(200, kBody);
  const auto text = JsonAt("/name", std::string("A") + "da");
  const auto list = JsonAt("/tags", {"a", "b"});
  const testing::Matcher<const Response&> stored = testing::Not(JsonAt("/tags", {"a", "c"}));
  EXPECT_TRUE(matches(sample, text));
  EXPECT_TRUE(matches(sample, list));
  EXPECT_THAT(sample.response(), stored);
}

TEST(JsonAtTest, ExplainsExpectedAndActual) {
  SampleResponse sample(200, kBody);
  EXPECT_EQ(describe(JsonAt("/name", "Eve")), "JSON /name to be \"Eve\"");
  EXPECT_EQ(describe_negation(JsonAt("/name", "Eve")), "JSON /name not to be \"Eve\"");
  EXPECT_EQ(describe(JsonAt("/price", 2.5)), "JSON /price to be 2.5");
  EXPECT_EQ(explain(sample, JsonAt("/name", "Eve")), "got \"Ada\"");
  EXPECT_EQ(explain(sample, JsonAt("/none", 1)), "got null");
  EXPECT_EQ(explain(sample, JsonAt("/tags", {"a", "c"})),
            "got a difference at /1: expected \"c\", got \"b\"");
}

TEST(JsonAtTest, ExplainsMissingValue) {
  EXPECT_EQ(explain(SampleResponse(200, kBody), JsonAt("/user/name", "x")),
            "got none: '/user' has only 'id', 'password'");
  EXPECT_EQ(explain(SampleResponse(200, "<html>"), JsonAt("/id", 1)),
            "got a body that is not JSON (syntax error at byte 0)");
  EXPECT_EQ(explain(SampleResponse(204), JsonAt("/id", 1)),
            "got a body that is not JSON (the body is empty)");
  EXPECT_EQ(explain(SampleResponse(Failure::kClosed, "after 12 bytes"), JsonAt("/id", 1)),
            "got no response (closed)");
  EXPECT_EQ(explain(SampleResponse(200, kBody), JsonAt("id", 1)),
            "got an invalid JSON Pointer: it must start with '/', as in '/id'");
}

TEST(JsonAtTest, HidesSensitiveFields) {
  SampleResponse sample(200, kBody);
  EXPECT_EQ(describe(JsonAt("/user/password", "x")), "JSON /user/password to be ***");
  EXPECT_EQ(explain(sample, JsonAt("/user/password", "x")), "got ***");
  EXPECT_EQ(explain(sample, JsonAt("/user", 1)), R"(got {"id": 1, "password": "***"})");
}

TEST(JsonAtTest, DoesNotMarkStatusAsChecked) {
  SampleResponse sample(500, kBody);
  EXPECT_TRUE(matches(sample, JsonAt("/id", 7)));
  EXPECT_FALSE(sample.exchange.status_checked);
}

TEST(JsonEqTest, ComparesWholeBodySemantically) {
  SampleResponse sample(200, R"({"id":7,"tags":["a"]})");
  EXPECT_TRUE(matches(sample, JsonEq({{"tags", {"a"}}, {"id", 7.0}})));
  EXPECT_TRUE(matches(sample, JsonEq(R"({ "tags": ["a"], "id": 7 })")));
  EXPECT_TRUE(matches(sample, JsonEq(boost::json::parse(R"({"id":7,"tags":["a"]})"))));
  EXPECT_FALSE(matches(sample, JsonEq({{"id", 7}})));
  EXPECT_TRUE(matches(SampleResponse(200, "[1,2]"), JsonEq({1, 2})));
  EXPECT_TRUE(matches(SampleResponse(200, "3"), JsonEq(3)));
  EXPECT_TRUE(matches(SampleResponse(200, "\"x\""), JsonEq(R"("x")")));
}

TEST(JsonEqTest, ListsDifferencesByPath) {
  SampleResponse sample(200, R"({"id":7,"items":[{"price":6}]})");
  EXPECT_EQ(explain(sample, JsonEq({{"id", 7}, {"items", {{{"price", 5}}}}})),
            "got a difference at /items/0/price: expected 5, got 6");
  EXPECT_EQ(explain(sample, JsonEq(R"({"id":8})")),
            "got a difference at /id: expected 8, got 7\n"
            R"(    /items: unexpected, got [{"price": 6}])");
  EXPECT_EQ(describe(JsonEq({{"id", 8}})), R"(JSON to be {"id": 8})");
}

TEST(JsonEqTest, NonJsonTextNeverMatches) {
  SampleResponse sample(200, "null");
  EXPECT_FALSE(matches(sample, JsonEq("{oops")));
  EXPECT_EQ(describe(JsonEq("{oops")),
            "JSON to be equal to a text that is not JSON (syntax error)");
}

TEST(JsonEqTest, RulesAllowDifferences) {
  SampleResponse sample(200, R"({"id":7,"price":5.004,"tags":["b","a"]})");
  const auto rules = JsonEq({{"id", 1}, {"price", 5}, {"tags", {"a", "b"}}}, ignoring("/id"),
                            unordered("/tags"), near("/price", 0.01));
  EXPECT_TRUE(matches(sample, rules));
  EXPECT_TRUE(matches(sample, JsonEq(R"({"price":5.004,"tags":["b","a"]})", ignoring("/id"))));
  EXPECT_EQ(describe(rules),
            R"(JSON to be {"id": 1, "price": 5, "tags": ["a", "b"]}, ignoring /id, items in any )"
            R"(order at /tags, numbers within 0.01 at /price)");
  EXPECT_EQ(explain(sample, JsonEq({{"price", 5}, {"tags", {"a", "b"}}}, unordered(), near(0.001))),
            "got a difference at /price: expected 5 within 0.001, got 5.004\n"
            "    /id: unexpected, got 7");
}

TEST(JsonContainsTest, MatchesSubset) {
  SampleResponse sample(200, R"({"id":7,"items":[{"sku":"A","n":1},{"sku":"B","n":2}]})");
  EXPECT_TRUE(matches(sample, JsonContains({{"id", 7}})));
  EXPECT_TRUE(matches(sample, JsonContains({{"items", {{{"sku", "B"}}}}})));
  EXPECT_TRUE(matches(sample, JsonContains(R"({"items":[{"n":2.01}]})", near(0.1))));
  EXPECT_TRUE(matches(sample, JsonAt("/items/0", JsonContains({{"n", 1}}))));
  EXPECT_TRUE(matches(sample, JsonAt("/items", testing::Contains(JsonContains({{"n", 2}})))));
  EXPECT_FALSE(matches(sample, JsonAt("/items", testing::Each(JsonContains({{"n", 2}})))));
  EXPECT_FALSE(matches(sample, JsonContains("{oops")));
  EXPECT_EQ(describe(JsonContains({{"id", 8}})), R"(JSON to contain {"id": 8})");
  EXPECT_EQ(explain(sample, JsonContains({{"id", 8}, {"items", {{{"sku", "C"}}}}})),
            "got a difference at /id: expected 8, got 7\n"
            R"(    /items: expected an item {"sku": "C"}, got no match among 2)");
}

TEST(JsonNearTest, AcceptsTolerance) {
  SampleResponse sample(200, R"({"price":5.004,"name":"x"})");
  EXPECT_TRUE(matches(sample, JsonNear("/price", 5, 0.01)));
  EXPECT_FALSE(matches(sample, JsonNear("/price", 5, 0.001)));
  EXPECT_FALSE(matches(sample, JsonNear("/name", 5, 100)));
  EXPECT_EQ(describe(JsonNear("/price", 5, 0.001)), "JSON /price to be within 0.001 of 5");
  EXPECT_EQ(explain(sample, JsonNear("/price", 5, 0.001)), "got 5.004");
}

TEST(JsonContainsTest, OmitsTextsWhenQuiet) {
  SampleResponse sample(200, "{}");
  quiet() = true;
  EXPECT_EQ(explain(sample, JsonContains({{"id", 8}})), "");
  EXPECT_EQ(describe(JsonContains({{"id", 8}})), "");
  quiet() = false;
}

}  // namespace
}  // namespace traffic::detail
