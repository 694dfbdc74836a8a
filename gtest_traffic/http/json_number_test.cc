// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/http/json_number.h"

#include <gtest/gtest.h>

#include <limits>
#include <string>

namespace traffic::detail {
namespace {

std::string decimal(double number) {
  NumberText buffer;
  return std::string(decimal_text(number, buffer));
}

TEST(JsonNumberTest, WritesUsualNotation) {
  const std::pair<double, const char*> numbers[] = {{49.99, "49.99"},
                                                    {5, "5"},
                                                    {0, "0"},
                                                    {-0.0, "-0"},
                                                    {-12.5, "-12.5"},
                                                    {0.1 + 0.2, "0.30000000000000004"},
                                                    {1e6, "1000000"},
                                                    {1e20, "100000000000000000000"},
                                                    {1e21, "1e+21"},
                                                    {1e-7, "0.0000001"},
                                                    {1.5e-8, "1.5e-08"},
                                                    {9007199254740993.0, "9007199254740992"},
                                                    {123456.789, "123456.789"}};
  for (const auto& [number, text] : numbers) EXPECT_EQ(decimal(number), text);
}

TEST(JsonNumberTest, FitsEveryDoubleInBuffer) {
  using Limits = std::numeric_limits<double>;
  for (const double number : {Limits::max(), Limits::lowest(), Limits::min(), -Limits::denorm_min(),
                              -1.2345678901234567e-7, -999999999999999868928.0, Limits::infinity(),
                              -Limits::infinity()}) {
    const std::string text = decimal(number);
    EXPECT_EQ(std::stod(text.find("e-3") == std::string::npos ? text : "0"),
              text.find("e-3") == std::string::npos ? number : 0)
        << text;
  }
}

TEST(JsonNumberTest, ReadsNearestDouble) {
  EXPECT_EQ(nearest_double(1.15, "1.1500000000000001"), 1.1500000000000001);
  EXPECT_EQ(nearest_double(94.95886283158104, "94.95886283158103"), 94.95886283158103);
  EXPECT_EQ(nearest_double(1e-300, "1.7e-300"), 1.7e-300);  // few digits, but a large exponent
  EXPECT_EQ(nearest_double(2e22, "3e23"), 3e23);
  EXPECT_EQ(nearest_double(49.99, "49.99"), 49.99);
  EXPECT_EQ(nearest_double(7, "1e999"), 7);  // no double holds the number
}

}  // namespace
}  // namespace traffic::detail
