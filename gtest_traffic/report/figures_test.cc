// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/report/figures.h"

#include <gmock/gmock.h>

namespace traffic::detail {
namespace {

using std::chrono::microseconds;
using std::chrono::seconds;

TEST(FiguresTest, MillisecondsHaveThreeSignificantDigits) {
  EXPECT_EQ(milliseconds(Duration{0}), "0.000");
  EXPECT_EQ(milliseconds(microseconds(45)), "0.045");
  EXPECT_EQ(milliseconds(microseconds(999)), "0.999");
  EXPECT_EQ(milliseconds(Duration{999'600}), "1.00");
  EXPECT_EQ(milliseconds(microseconds(4'521)), "4.52");
  EXPECT_EQ(milliseconds(microseconds(9'996)), "10.0");
  EXPECT_EQ(milliseconds(microseconds(45'210)), "45.2");
  EXPECT_EQ(milliseconds(microseconds(99'960)), "100");
  EXPECT_EQ(milliseconds(seconds(4)), "4,000");
}

TEST(FiguresTest, FormatsRatesAndBytes) {
  EXPECT_EQ(per_second_text(20), "20.0");
  EXPECT_EQ(per_second_text(999.96), "1,000");
  EXPECT_EQ(per_second_text(20'000), "20,000");
  EXPECT_EQ(bytes_text(0), "0 B");
  EXPECT_EQ(bytes_text(999), "999 B");
  EXPECT_EQ(bytes_text(999.6), "1.0 kB");
  EXPECT_EQ(bytes_text(8'123), "8.1 kB");
  EXPECT_EQ(bytes_text(123'456'789), "123 MB");
}

TEST(FiguresTest, FormatsTimeLeft) {
  EXPECT_EQ(time_left(seconds(14)), "14s");
  EXPECT_EQ(time_left(seconds(252)), "4m 12s");
  EXPECT_EQ(time_left(seconds(3720)), "1h 02m");
  EXPECT_EQ(time_left(seconds(-3)), "0s");
}

TEST(FiguresTest, FormatsCompactNumbersAndCounts) {
  EXPECT_EQ(compact(microseconds(45'000)), "45ms");
  EXPECT_EQ(compact(Percent::of_fraction(0.98673)), "98.7%");
  EXPECT_EQ(compact(Percent::of_fraction(0.99999)), "99.9%");
  EXPECT_EQ(compact(Percent::of_fraction(1)), "100.0%");
  EXPECT_EQ(counted(1, "user"), "1 user");
  EXPECT_EQ(counted(12'345, "user"), "12,345 users");
}

TEST(FiguresTest, ListsFiveAddresses) {
  GeneratorHealth health;
  health.addresses = {{"10.0.0.1:80", 1234}, {"10.0.0.2:80", 2}};
  EXPECT_EQ(addresses_text(health), "1,234 to 10.0.0.1:80, 2 to 10.0.0.2:80");
  for (int i = 3; i <= 7; ++i) health.addresses["10.0.0." + std::to_string(i) + ":80"] = 1;
  EXPECT_THAT(addresses_text(health), testing::EndsWith("1 to 10.0.0.5:80 and 2 more"));
}

}  // namespace
}  // namespace traffic::detail
