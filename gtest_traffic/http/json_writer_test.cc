// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/http/json_writer.h"

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>

namespace traffic::detail {
namespace {

TEST(JsonWriterTest, WritesNumbersInDecimal) {
  EXPECT_EQ(
      json_text_of(boost::json::parse(R"({"price":49.99,"n":[5.0,5,1e2,-1.5,1e300],"o":{}})")),
      R"({"price":49.99,"n":[5.0,5,100.0,-1.5,1e+300],"o":{}})");
  EXPECT_EQ(json_text_of(boost::json::parse(R"(["a\n\"",[],{"k\t":null},true])")),
            R"(["a\n\"",[],{"k\t":null},true])");
}

TEST(JsonWriterTest, KeepsValueAndType) {
  for (const char* const text : {"0.1", "-0.0", "1e21", "1.7976931348623157e308", "5e-324", "7.0",
                                 "123456789012345680000.0", "18446744073709551615"}) {
    const boost::json::value value = boost::json::parse(text);
    EXPECT_EQ(boost::json::parse(json_text_of(value)).kind(), value.kind()) << text;
  }
}

TEST(JsonWriterTest, PlainTextHasNoQuotesAndNoExponent) {
  EXPECT_EQ(plain_text_of("a \"b\""), "a \"b\"");
  EXPECT_EQ(plain_text_of(49.99), "49.99");
  EXPECT_EQ(plain_text_of(5.0), "5");
  EXPECT_EQ(plain_text_of(-7), "-7");
  EXPECT_EQ(plain_text_of(nullptr), "null");
  EXPECT_EQ(plain_text_of(boost::json::parse("[1.5]")), "[1.5]");
}

}  // namespace
}  // namespace traffic::detail
