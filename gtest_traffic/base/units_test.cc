// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/units.h"

#include <gmock/gmock.h>

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

TEST(AfterTest, SaturatesAtMaximumTime) {
  EXPECT_EQ(after(Time(1h), 2h), Time(3h));
  EXPECT_EQ(after(Time(1h), Duration::max()), Time::max());
}

TEST(ParseDurationTest, AcceptsEveryUnit) {
  const std::pair<std::string_view, Duration> cases[] = {
      {"250ms", 250ms}, {"1.5s", 1500ms}, {"2m", 2min},           {"2 min", 2min},
      {"1h", 1h},       {"100us", 100us}, {"100 \u00b5s", 100us}, {"50ns", 50ns},
      {" 3 ", 3s},      {"0", 0s},        {"0.1s", 100ms}};
  for (const auto& [text, expected] : cases) {
    const auto parsed = parse_duration(text);
    ASSERT_TRUE(parsed) << text << ": " << parsed.error().message;
    EXPECT_EQ(*parsed, expected) << text;
  }
}

TEST(ParseDurationTest, RejectsInvalidText) {
  for (const std::string_view text :
       {"", "ms", "-1s", "-0", "inf", "nan", "1e300s", "1.2.3s", "5 parsecs", "1s 2", "0x10"}) {
    const auto parsed = parse_duration(text);
    ASSERT_FALSE(parsed) << text;
    EXPECT_THAT(parsed.error().message, HasSubstr("'" + std::string(text) + "'"));
  }
  EXPECT_EQ(parse_duration("5 parsecs").error().message,
            "'5 parsecs' is not a duration: unknown unit 'parsecs'; use ns, us, ms, s, m or h");
}

TEST(ParseRateTest, AcceptsEveryUnit) {
  EXPECT_EQ(*parse_rate("50/s"), per_second(50));
  EXPECT_EQ(*parse_rate("50"), per_second(50));
  EXPECT_EQ(*parse_rate("120/m"), per_second(2));
  EXPECT_EQ(*parse_rate("3600/h"), per_second(1));
  EXPECT_FALSE(parse_rate("50/d"));
  EXPECT_FALSE(parse_rate("-1/s"));
  EXPECT_FALSE(parse_rate("fast"));
}

TEST(ParsePercentTest, AcceptsPercentAndFraction) {
  EXPECT_EQ(*parse_percent("0.1%"), 0.1_percent);
  EXPECT_EQ(*parse_percent("0.001"), 0.1_percent);
  EXPECT_EQ(*parse_percent("100 %"), 100_percent);
  EXPECT_FALSE(parse_percent("100.1%"));
  EXPECT_FALSE(parse_percent("-1%"));
  EXPECT_THAT(parse_percent("5").error().message, HasSubstr("did you mean 5%?"));
  EXPECT_EQ(parse_percent("150").error().message,
            "'150' is not a percentage: expected 0% to 100%, or a fraction from 0 to 1");
}

TEST(ToStringTest, PrintsDurationsInNaturalUnit) {
  const std::pair<Duration, std::string_view> cases[] = {
      {0ns, "0 s"},         {7ns, "7 ns"},        {999ns, "999 ns"},   {1us, "1 µs"},
      {12345ns, "12.3 µs"}, {999400ns, "999 µs"}, {999500ns, "1 ms"},  {250ms, "250 ms"},
      {250200us, "250 ms"}, {1500ms, "1.5 s"},    {59940ms, "59.9 s"}, {59950ms, "60 s"},
      {60s, "1 min"},       {90s, "1.5 min"},     {1h, "1 h"},         {25h, "25 h"},
      {12345h, "12345 h"},  {-250ms, "-250 ms"}};
  for (const auto& [duration, text] : cases) EXPECT_EQ(to_string(duration), text);
  EXPECT_EQ(to_string(250'200us, 4), "250.2 ms");
}

TEST(ToStringTest, PrintsRatesAndPercentages) {
  EXPECT_EQ(to_string(per_second(49.83)), "49.8/s");
  EXPECT_EQ(to_string(per_second(12345.6)), "12346/s");
  EXPECT_EQ(to_string(per_second(0)), "0/s");
  EXPECT_EQ(to_string(0.1_percent), "0.1 %");
  EXPECT_EQ(to_string(0.012345_percent), "0.0123 %");
  EXPECT_EQ(to_string(100_percent), "100 %");
}

}  // namespace
}  // namespace traffic::detail
