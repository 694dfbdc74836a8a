// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/http/json_compare.h"

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <cstdint>
#include <limits>

namespace traffic::detail {
namespace {

using boost::json::parse;
using boost::json::value;

TEST(CompareNumbersTest, IgnoresStorageType) {
  EXPECT_TRUE(compare_numbers(value(std::int64_t{1}), value(1.0)) == 0);
  EXPECT_TRUE(compare_numbers(value(std::int64_t{1}), value(std::uint64_t{1})) == 0);
  EXPECT_TRUE(compare_numbers(value(-1), value(std::numeric_limits<std::uint64_t>::max())) < 0);
  EXPECT_TRUE(compare_numbers(value(2.5), value(2)) > 0);
}

TEST(CompareNumbersTest, ComparesExactlyBeyondDoublePrecision) {
  constexpr std::int64_t kLarge = (std::int64_t{1} << 53) + 1;
  EXPECT_TRUE(compare_numbers(value(kLarge), value(9007199254740992.0)) > 0);
  EXPECT_TRUE(compare_numbers(value(kLarge), value(kLarge - 1)) > 0);
}

TEST(CompareNumbersTest, ReturnsUnorderedForOtherTypes) {
  EXPECT_TRUE(compare_numbers(value(1), value("1")) == std::partial_ordering::unordered);
  EXPECT_TRUE(compare_numbers(value(nullptr), value(1)) == std::partial_ordering::unordered);
}

TEST(SameJsonTest, ComparesByValue) {
  EXPECT_TRUE(same_json(parse(R"({"a":1,"b":[1.0,{"c":null}]})"),
                        parse(R"({"b":[1,{"c":null}],"a":1.0})")));
  EXPECT_FALSE(same_json(parse("[1,2]"), parse("[2,1]")));
  EXPECT_FALSE(same_json(parse("[1]"), parse("[1,2]")));
  EXPECT_FALSE(same_json(parse(R"({"a":1})"), parse(R"({"a":1,"b":2})")));
  EXPECT_FALSE(same_json(parse(R"({"a":1})"), parse(R"({"b":1})")));
  EXPECT_FALSE(same_json(parse("1"), parse("\"1\"")));
  EXPECT_FALSE(same_json(parse("null"), parse("false")));
  EXPECT_FALSE(same_json(parse("true"), parse("false")));
}

TEST(IsNearTest, IncludesEdgeInSpiteOfRounding) {
  EXPECT_TRUE(is_near(1.11, 1.10, 0.01));
  EXPECT_TRUE(is_near(1.10, 1.11, 0.01));
  EXPECT_TRUE(is_near(0.3, 0.1, 0.2));
  EXPECT_TRUE(is_near(-0.3, -0.1, 0.2));
  EXPECT_TRUE(is_near(1e15 + 0.25, 1e15, 0.25));
  EXPECT_TRUE(is_near(49.99, 0, 49.99));
  EXPECT_FALSE(is_near(1.1100001, 1.10, 0.01));
  EXPECT_FALSE(is_near(1e6 + 0.0101, 1e6, 0.01));
}

TEST(IsNearTest, NeedsEqualNumbersWithoutTolerance) {
  EXPECT_TRUE(is_near(0.1, 0.1, 0));
  EXPECT_FALSE(is_near(0.1 + 0.2, 0.3, 0));
}

TEST(KindNameTest, NamesEveryKind) {
  EXPECT_EQ(kind_name(parse("null")), "null");
  EXPECT_EQ(kind_name(parse("1.5")), "number");
  EXPECT_EQ(kind_name(parse("18446744073709551615")), "number");
  EXPECT_EQ(kind_name(parse("[]")), "array");
}

}  // namespace
}  // namespace traffic::detail
