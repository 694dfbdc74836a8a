// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/http/json_parser.h"

#include <gtest/gtest.h>

#include <array>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <charconv>
#include <cmath>
#include <random>
#include <string>

namespace traffic::detail {
namespace {

double number_in(std::string_view text) {
  boost::system::error_code error;
  const boost::json::value value = parse_json(text, error);
  EXPECT_FALSE(error) << text;
  const double* const number = value.if_double();
  return number == nullptr ? value.to_number<double>() : *number;
}

TEST(JsonParserTest, ReadsNearestDoubles) {
  EXPECT_EQ(number_in("1.1500000000000001"), 1.1500000000000001);
  EXPECT_EQ(number_in("94.95886283158103"), 94.95886283158103);
  EXPECT_EQ(number_in("-0.000001234567890123456789"), -0.000001234567890123456789);
  EXPECT_EQ(number_in("123456789012345678901234567890"), 123456789012345678901234567890.0);
  EXPECT_EQ(number_in("4.9e-324"), 4.9e-324);
  EXPECT_EQ(number_in("1.7976931348623157e308"), 1.7976931348623157e308);
}

// The parser returns the nearest double for texts of any precision, as std::from_chars does.
TEST(JsonParserTest, ReadsRandomDoublesExactly) {
  std::mt19937_64 random(7);
  std::uniform_real_distribution<double> exponent(-30, 30);
  std::uniform_real_distribution<double> mantissa(-10, 10);
  std::array<char, 64> digits;
  for (int i = 0; i < 20'000; ++i) {
    const double number = mantissa(random) * std::pow(10, i % 2 == 0 ? 1 : exponent(random));
    for (const int precision : {3, 15, 16, 17}) {
      const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number,
                                     std::chars_format::general, precision);
      const std::string_view text(digits.data(), end.ptr);
      double expected = 0;
      std::from_chars(text.data(), text.data() + text.size(), expected);
      ASSERT_EQ(number_in(text), expected) << text;
    }
  }
}

TEST(JsonParserTest, BuildsSameValuesAsBoostJson) {
  for (const std::string text :
       {R"({"a":[1,-2,18446744073709551615,true,false,null,{}],"b\u0041":"x\ny","":[],"e":""})",
        R"(  [ "a" , 1.5 ]  )", R"({"a":1,"a":2})", "null", "\"text\"", "17"}) {
    boost::system::error_code error;
    EXPECT_EQ(parse_json(text, error), boost::json::parse(text)) << text;
    EXPECT_FALSE(error);
  }
}

TEST(JsonParserTest, ReportsSameErrorsAsBoostJson) {
  JsonParser parser;
  for (const std::string text : {"", "{", "[1,]", "1 2", "{\"a\" 1}", "nul", "[1.]", "\"\\q\"",
                                 "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["}) {
    boost::system::error_code expected, error;
    const boost::json::value none = boost::json::parse(text, expected);
    EXPECT_TRUE(parser.parse(text, {}, error).is_null());
    EXPECT_EQ(error, expected) << text;
    EXPECT_LE(parser.read(), text.size());
    error = {};
    EXPECT_EQ(parser.parse("[1]", {}, error), boost::json::parse("[1]")) << "after " << text;
  }
}

}  // namespace
}  // namespace traffic::detail
