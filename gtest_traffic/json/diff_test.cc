// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/json/diff.h"

#include <gmock/gmock.h>

#include <boost/json/parse.hpp>

#include "gtest_traffic/http/redaction.h"

namespace traffic::detail {
namespace {

using boost::json::parse;
using testing::ElementsAre;
using testing::IsEmpty;

TEST(DiffTest, ReturnsNothingForEqualValues) {
  EXPECT_THAT(diff(parse(R"({"a":[1,{"b":2.0}]})"), parse(R"({"a":[1.0,{"b":2}]})")), IsEmpty());
}

TEST(DiffTest, NamesPathOfEachDifference) {
  EXPECT_THAT(diff(parse(R"({"id":7,"items":[{"price":1},{"price":5}],"name":"x"})"),
                   parse(R"({"items":[{"price":1},{"price":6}],"name":null,"new":[true]})")),
              ElementsAre("/id: missing, expected 7", "/items/1/price: expected 5, got 6",
                          "/name: expected \"x\", got null", "/new: unexpected, got [true]"));
}

TEST(DiffTest, ShowsArraysOfDifferentLength) {
  EXPECT_THAT(diff(parse("[1,2,3]"), parse("[1]")),
              ElementsAre("/1: missing, expected 2", "/2: missing, expected 3"));
  EXPECT_THAT(diff(parse("[1]"), parse("[1,2]")), ElementsAre("/1: unexpected, got 2"));
}

TEST(DiffTest, ShowsDifferentKinds) {
  EXPECT_THAT(diff(parse("5"), parse("\"5\"")), ElementsAre("(root): expected 5, got \"5\""));
  EXPECT_THAT(diff(parse(R"({"a":{"b":1}})"), parse(R"({"a":[1]})")),
              ElementsAre(R"(/a: expected {"b": 1}, got [1])"));
}

TEST(DiffTest, EscapesTokens) {
  EXPECT_THAT(diff(parse(R"({"a/b":{"~":1}})"), parse(R"({"a/b":{"~":2}})")),
              ElementsAre("/a~1b/~0: expected 1, got 2"));
}

TEST(DiffTest, CountsOmittedDifferences) {
  const auto lines = diff(parse("[1,1,1,1,1]"), parse("[2,2,2,2,2]"), 3);
  EXPECT_THAT(lines, ElementsAre("/0: expected 1, got 2", "/1: expected 1, got 2",
                                 "and 3 more differences"));
  EXPECT_EQ(diff(parse("[1,1,1]"), parse("[2,2,2]"), 3).back(), "/2: expected 1, got 2");
}

TEST(DiffTest, TruncatesLongValues) {
  const auto lines = diff(boost::json::value(std::string(500, 'x')), parse("1"));
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_LT(lines[0].size(), 200U);
}

TEST(DiffTest, HidesSecrets) {
  redactor().add_secret("TOKEN", "diff-secret");
  EXPECT_THAT(diff(parse(R"({"password":"a","x":"diff-secret","user":{"token":"a"}})"),
                   parse(R"({"password":"b","x":"y","user":1})")),
              ElementsAre("/password: expected ***, got ***", "/x: expected \"***\", got \"y\"",
                          R"(/user: expected {"token": "***"}, got 1)"));
}

}  // namespace
}  // namespace traffic::detail
