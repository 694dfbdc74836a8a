// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/report/files/json_text.h"

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <limits>

namespace traffic::detail {
namespace {

std::string quoted(std::string_view text) {
  std::string out;
  append_json_string(out, text);
  return out;
}

std::string number(double value) {
  std::string out;
  append_json_number(out, value);
  return out;
}

TEST(JsonTextTest, EscapesAsRfc8259Requires) {
  EXPECT_EQ(quoted("a\"b\\c\n\r\t\x01\x1f/"), R"("a\"b\\c\n\r\t\u0001\u001f/")");
  EXPECT_EQ(quoted(std::string_view("\0", 1)), R"("\u0000")");
  EXPECT_EQ(quoted("Zürich 📊"), "\"Zürich 📊\"");
}

TEST(JsonTextTest, AnyBytesMakeValidDocument) {
  for (int a = 0; a < 256; ++a) {
    for (int b = 0; b < 256; ++b) {
      const char bytes[] = {static_cast<char>(a), static_cast<char>(b)};
      boost::json::error_code code;
      boost::json::parse(quoted({bytes, 2}), code);
      ASSERT_FALSE(code) << a << ' ' << b;
    }
  }
  EXPECT_EQ(quoted("\xFFok"), "\"\uFFFDok\"");
}

TEST(JsonTextTest, NumbersAreFiniteAndRoundTrip) {
  EXPECT_EQ(number(1.5), "1.5");
  EXPECT_EQ(number(20), "20");
  EXPECT_EQ(number(std::numeric_limits<double>::infinity()), "0");
  EXPECT_EQ(number(std::numeric_limits<double>::quiet_NaN()), "0");
  for (const double value : {0.1, 1e-7, 1e300, 5e-324, 1.7976931348623157e308, 123456.789}) {
    EXPECT_EQ(boost::json::parse(number(value)).to_number<double>(), value) << number(value);
  }
}

TEST(JsonTextTest, WritesCompactValues) {
  const std::string text =
      R"({"a":[1,-2,18446744073709551615,0.25,true,false,null],"b":{},"c":[],"":{"d":"e"}})";
  std::string out;
  append_json(out, boost::json::parse(text));
  EXPECT_EQ(out, text);
}

}  // namespace
}  // namespace traffic::detail
