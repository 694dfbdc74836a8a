// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/json/pretty.h"

#include <gmock/gmock.h>

#include <boost/json/parse.hpp>

namespace traffic::detail {
namespace {

using boost::json::parse;

TEST(PrettyTest, KeepsShortValuesOnOneLine) {
  EXPECT_EQ(pretty(parse(R"({"a":1,"b":[true,null]})"), 1000), R"({"a": 1, "b": [true, null]})");
  EXPECT_EQ(pretty(parse("[]"), 1000), "[]");
  EXPECT_EQ(pretty(parse(R"("x\"y")"), 1000), R"("x\"y")");
}

TEST(PrettyTest, BreaksAndIndentsLongValues) {
  EXPECT_EQ(pretty(parse(R"({"name":"a name that takes up much of the line","items":[
                      {"id":1,"title":"the first of the two items"},
                      {"id":2,"title":"the second of the two items"}],"empty":{}})"),
                   1000),
            R"({
  "name": "a name that takes up much of the line",
  "items": [
    {"id": 1, "title": "the first of the two items"},
    {"id": 2, "title": "the second of the two items"}
  ],
  "empty": {}
})");
}

TEST(PrettyTest, WritesShortestNumbers) {
  EXPECT_EQ(pretty(parse("[1.5,0.1,-3,1e300,18446744073709551615]"), 1000),
            "[1.5, 0.1, -3, 1e+300, 18446744073709551615]");
}

TEST(PrettyTest, KeepsLongStringOnOneLine) {
  const std::string text(200, 'x');
  EXPECT_EQ(pretty(boost::json::value(text), 1000), '"' + text + '"');
}

TEST(PrettyTest, ReportsNumberOfOmittedBytes) {
  const std::string whole = pretty(parse("[1,2,3,4,5]"), 1000);
  EXPECT_EQ(pretty(parse("[1,2,3,4,5]"), 6), "[1, 2,… (9 more bytes)");
  EXPECT_EQ(whole.size(), 15U);
}

TEST(PrettyTest, RoundTripsValue) {
  const auto value =
      parse(R"({"a\n":{"b":[[],{},"é",[1,[2,[3]]]],"c":"0123456789012345678901234567890123"}})");
  EXPECT_EQ(parse(pretty(value, 1000)), value);
  EXPECT_EQ(parse(compact(value, 1000)), value);
}

TEST(CompactTest, TruncatesToOneLine) {
  const std::string text = compact(
      parse(R"({"a":[1,2,3],"b":"0123456789012345678901234567890123456789012345678901"})"), 30);
  EXPECT_EQ(text, "{\"a\": [1, 2, 3], \"b\": \"0123456… (47 more bytes)");
}

}  // namespace
}  // namespace traffic::detail
