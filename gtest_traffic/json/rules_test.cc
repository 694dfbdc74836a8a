// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include <boost/json/parse.hpp>

#include "gtest_traffic/json/diff.h"
#include "gtest_traffic/json_rules.h"

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;
using boost::json::parse;
using testing::ElementsAre;
using testing::IsEmpty;

// Compares with `same_json` and `diff`, which must agree.
template <class... Rules>
std::vector<std::string> difference(JsonExtent extent, std::string_view expected,
                                    std::string_view actual, const Rules&... lists) {
  std::vector<JsonRule> rules;
  (rules.insert(rules.end(), lists.begin(), lists.end()), ...);
  const auto lines = diff(parse(expected), parse(actual), rules, extent);
  EXPECT_EQ(same_json(parse(expected), parse(actual), rules, extent), lines.empty());
  return lines;
}

template <class... Rules>
std::vector<std::string> whole(std::string_view expected, std::string_view actual,
                               const Rules&... rules) {
  return difference(JsonExtent::kWhole, expected, actual, rules...);
}

std::vector<std::string> part(std::string_view expected, std::string_view actual) {
  return difference(JsonExtent::kPart, expected, actual);
}

TEST(JsonRulesTest, IgnoresOnlyGivenPath) {
  const auto expected = R"({"id":1,"user":{"id":2,"at":"x"}})";
  EXPECT_THAT(whole(expected, R"({"id":9,"user":{"id":2,"at":"x"}})", ignoring("/id")), IsEmpty());
  EXPECT_THAT(whole(expected, R"({"user":{"id":2}})", ignoring("/id", "/user/at")), IsEmpty());
  EXPECT_THAT(whole(expected, R"({"id":1,"user":{"id":3,"at":"x"}})", ignoring("/id")),
              ElementsAre("/user/id: expected 2, got 3"));
  EXPECT_THAT(whole(expected, R"({"id":1,"user":{"id":2,"at":"x","new":1}})", ignoring("/new")),
              ElementsAre("/user/new: unexpected, got 1"));
  EXPECT_THAT(whole("1", "[2]", ignoring("")), IsEmpty());
}

TEST(JsonRulesTest, MatchesOneFieldOrItemPerStar) {
  const auto expected = R"({"items":[{"id":1,"n":1},{"id":2,"n":2}]})";
  const auto actual = R"({"items":[{"id":8,"n":1},{"n":2}]})";
  EXPECT_THAT(whole(expected, actual, ignoring("/items/*/id")), IsEmpty());
  EXPECT_THAT(whole(expected, actual, ignoring("/items/0/id")),
              ElementsAre("/items/1/id: missing, expected 2"));
  EXPECT_THAT(whole(expected, actual, ignoring("/*/id")),
              ElementsAre("/items/0/id: expected 1, got 8", "/items/1/id: missing, expected 2"));
  EXPECT_THAT(whole("[1,2]", "[1,2,3]", ignoring("/2")), IsEmpty());
}

TEST(JsonRulesTest, MatchesNameAtEveryDepth) {
  EXPECT_THAT(whole(R"({"at":1,"a":[{"at":2}]})", R"({"a":[{"at":3}],"at":4})", ignoring("at")),
              IsEmpty());
  EXPECT_THAT(whole(R"({"a/b":{"~":1}})", R"({"a/b":{"~":2}})", ignoring("/a~1b/~0")), IsEmpty());
}

TEST(JsonRulesTest, ComparesUnorderedArraysAsMultisets) {
  EXPECT_THAT(whole("[1,2,2]", "[2,1,2]", unordered()), IsEmpty());
  EXPECT_THAT(whole("[1,2,2]", "[2,1,1]", unordered()), ElementsAre("/2: expected 2, got 1"));
  EXPECT_THAT(whole("[1]", "[1,2,3]", unordered()),
              ElementsAre("/1: unexpected, got 2", "/2: unexpected, got 3"));
  EXPECT_THAT(whole("[1,2,3]", "[4]", unordered()).front(),
              "(root): expected an item 1, got no match among 1");
  EXPECT_THAT(whole(R"({"a":[1,2],"b":[1,2]})", R"({"a":[2,1],"b":[2,1]})", unordered("/a")),
              ElementsAre("/b/0: expected 1, got 2", "/b/1: expected 2, got 1"));
}

TEST(JsonRulesTest, ReassignsItemsToMatchAll) {
  // The first expected item accepts all actual items, the second accepts two, the third accepts
  // one.
  EXPECT_THAT(part(R"([{"a":1},{"a":1,"b":1},{"a":1,"b":1,"c":1}])",
                   R"([{"a":1,"b":1,"c":1},{"a":1,"b":1},{"a":1}])"),
              IsEmpty());
  EXPECT_THAT(whole("[1.0, 1.4]", "[1.3, 0.9]", unordered(), near(0.35)), IsEmpty());
}

TEST(JsonRulesTest, AcceptsNumbersWithinTolerance) {
  const auto expected = R"({"a":1,"b":{"c":[2.0]}})";
  EXPECT_THAT(whole(expected, R"({"a":1.01,"b":{"c":[1.99]}})", near(0.011)), IsEmpty());
  EXPECT_THAT(whole(expected, R"({"a":1.01,"b":{"c":[1.99]}})", near("/b", 0.011)),
              ElementsAre("/a: expected 1, got 1.01"));
  EXPECT_THAT(whole(expected, R"({"a":1.5,"b":{"c":[1.99]}})", near(0.011), near("/a", 0.25)),
              ElementsAre("/a: expected 1 within 0.25, got 1.5"));
  EXPECT_THAT(whole("1", "\"1\"", near(0.1)),
              ElementsAre("(root): expected 1 within 0.1, got \"1\""));
}

TEST(JsonRulesTest, AcceptsTimesWithinTolerance) {
  const auto expected = R"({"at":"2026-03-14T15:09:26Z"})";
  EXPECT_THAT(whole(expected, R"({"at":"2026-03-14T16:09:28.5+01:00"})", near(3s)), IsEmpty());
  EXPECT_THAT(whole(expected, R"({"at":"2026-03-14T15:09:30Z"})", near("/at", 3s)),
              ElementsAre("/at: expected \"2026-03-14T15:09:26Z\" within 3 s, got "
                          "\"2026-03-14T15:09:30Z\""));
  EXPECT_THAT(whole(expected, R"({"at":"soon"})", near(3s)).size(), 1U);
}

TEST(JsonRulesTest, IgnoresAdditionalFieldsAndItems) {
  EXPECT_THAT(part(R"({"a":1})", R"({"a":1,"b":2})"), IsEmpty());
  EXPECT_THAT(part(R"({"items":[{"id":2}]})", R"({"items":[{"id":1},{"id":2,"x":0}],"n":2})"),
              IsEmpty());
  EXPECT_THAT(part(R"({"items":[]})", R"({"items":[1]})"), IsEmpty());
  EXPECT_THAT(part(R"({"a":1,"b":{"c":2}})", R"({"a":1,"b":{"d":3}})"),
              ElementsAre("/b/c: missing, expected 2"));
  EXPECT_THAT(part(R"({"items":[{"id":3}]})", R"({"items":[{"id":1},{"id":2}]})"),
              ElementsAre(R"(/items: expected an item {"id": 3}, got no match among 2)"));
  EXPECT_THAT(part("[1,1]", "[1,2,3]").size(), 1U);
}

}  // namespace
}  // namespace traffic::detail
