// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/histogram.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "gtest_traffic/random.h"

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;

// Returns values from 1 ns to 1 h, with equal numbers in each power of ten.
std::vector<Duration> some_values(std::uint64_t seed, std::size_t count) {
  Random random(seed);
  std::vector<Duration> values(count);
  for (Duration& value : values) value = Duration(std::llround(std::pow(3.6e12, random.uniform())));
  return values;
}

Histogram of(const std::vector<Duration>& values) {
  Histogram histogram;
  for (const Duration value : values) histogram.record(value);
  return histogram;
}

TEST(HistogramTest, IsZeroWhenEmpty) {
  const Histogram empty;
  EXPECT_EQ(empty.count(), 0U);
  EXPECT_EQ(empty.min(), 0ns);
  EXPECT_EQ(empty.max(), 0ns);
  EXPECT_EQ(empty.mean(), 0ns);
  EXPECT_EQ(empty.at(99), 0ns);
}

TEST(HistogramTest, LimitsPercentileError) {
  for (const std::size_t count : {1U, 2U, 10U, 999U, 1000U, 100000U}) {
    std::vector<Duration> values = some_values(count, count);
    const Histogram histogram = of(values);
    std::sort(values.begin(), values.end());
    for (const std::uint64_t thousandths : {1U, 10000U, 50000U, 90000U, 99000U, 99900U, 99990U}) {
      // The smallest value that is not less than this share of all values.
      const std::uint64_t rank = std::max<std::uint64_t>((thousandths * count + 99999) / 100000, 1);
      const auto exact = static_cast<double>(values[rank - 1].count());
      const Duration shown = histogram.at(static_cast<double>(thousandths) / 1000);
      EXPECT_NEAR(static_cast<double>(shown.count()), exact, exact / 1000)
          << thousandths << " thousandths of a percent of " << count;
      EXPECT_LE(shown, histogram.max());
    }
    EXPECT_EQ(histogram.min(), values.front());
    EXPECT_EQ(histogram.max(), values.back());
    EXPECT_EQ(histogram.at(0), values.front());
    EXPECT_EQ(histogram.at(100), values.back());
  }
}

TEST(HistogramTest, MeanIsExact) { EXPECT_EQ(of({1ns, 2ns, 1h, 1h}).mean(), (1h + 1h + 3ns) / 4); }

TEST(HistogramTest, SmallValuesAreExact) {
  Histogram histogram;
  for (int i = 0; i < 2048; ++i) histogram.record(Duration(i));
  int next = 0;
  histogram.for_each_bucket([&](Duration lowest, Duration highest, std::uint64_t count) {
    EXPECT_EQ(lowest, Duration(next));
    EXPECT_EQ(highest, lowest);
    EXPECT_EQ(count, 1U);
    ++next;
  });
  EXPECT_EQ(next, 2048);
}

TEST(HistogramTest, BucketsContainTheirValues) {
  for (int power = 0; power < 43; ++power) {
    for (const std::int64_t offset : {-1, 0, 1}) {
      const Duration value((std::int64_t{1} << power) + offset);
      of({value}).for_each_bucket([&](Duration lowest, Duration highest, std::uint64_t count) {
        EXPECT_LE(lowest, value);
        EXPECT_GE(highest, value);
        EXPECT_LE((highest - lowest).count() * 1000, value.count());
        EXPECT_EQ(count, 1U);
      });
    }
  }
}

TEST(HistogramTest, ClampsOutOfRangeValues) {
  const Duration largest((std::int64_t{1} << 43) - 1);
  const Histogram histogram = of({-1s, Duration::min(), 3h, Duration::max()});
  EXPECT_EQ(histogram.count(), 4U);
  EXPECT_EQ(histogram.min(), 0ns);
  EXPECT_EQ(histogram.max(), largest);
  EXPECT_EQ(histogram.at(50), 0ns);
  EXPECT_EQ(histogram.at(99), largest);
}

TEST(HistogramTest, RecordsRepeatedValues) {
  Histogram many;
  many.record(5ms, 3);
  many.record(7ms, 0);
  EXPECT_EQ(many, of({5ms, 5ms, 5ms}));
}

TEST(HistogramTest, MergedShardsEqualWhole) {
  const std::vector<Duration> values = some_values(7, 10000);
  std::vector<Histogram> shards(3);
  for (std::size_t i = 0; i < values.size(); ++i) shards[i % 3].record(values[i]);
  Histogram merged;
  for (const Histogram& shard : shards) merged.merge(shard);
  merged.merge(Histogram());
  EXPECT_EQ(merged, of(values));
  EXPECT_NE(merged, of(some_values(8, 10000)));
}

TEST(HistogramTest, EqualityIgnoresMemoryLayout) {
  Histogram histogram = of({1ms, 1h});
  histogram.clear();
  EXPECT_EQ(histogram, Histogram());
  histogram.record(1ms);
  EXPECT_EQ(histogram, of({1ms}));
  EXPECT_EQ(of({1ms}), histogram);
}

TEST(HistogramTest, CopiesAndMovesKeepAllValues) {
  Histogram original = of({1us, 1ms, 1s});
  const Histogram copy = original;
  original.record(2s);
  EXPECT_EQ(copy, of({1us, 1ms, 1s}));
  const Histogram moved = std::move(original);
  EXPECT_EQ(moved, of({1us, 1ms, 1s, 2s}));
  original = copy;
  original.record(2s);
  EXPECT_EQ(original, moved);
}

TEST(HistogramCodecTest, RoundTrips) {
  for (const std::size_t count : {0U, 1U, 1000U}) {
    const Histogram histogram = of(some_values(count, count));
    const auto decoded = Histogram::decode(histogram.encode());
    ASSERT_TRUE(decoded) << decoded.error().message;
    EXPECT_EQ(*decoded, histogram);
  }
  EXPECT_EQ(of({5ns, 5ns, 9ns}).encode(), "v1;5;9;19;5:2,4:1");
  EXPECT_EQ(Histogram().encode(), "v1;0;0;0;");
}

TEST(HistogramCodecTest, RejectsHostileInput) {
  for (const std::string_view text : {"",
                                      "v1",
                                      "v2;0;0;0;",
                                      "v1;;;;",
                                      "v1;0;0;0",
                                      "v1;0;0;0;;",
                                      "v1;1;1;1;",
                                      "v1;5;9;19;5:2,4",
                                      "v1;5;9;19;5:2,4:",
                                      "v1;5;9;19;5:2,:1",
                                      "v1;5;9;19;5:2,,4:1",
                                      "v1;5;9;19;5:2,4:0",
                                      "v1;5;9;19;5:2,4:-1",
                                      "v1;5;9;19;5:2,0:1",
                                      "v1;5;9;19; 5:2,4:1",
                                      "v1;-5;9;19;5:2,4:1",
                                      "v1;4;9;19;5:2,4:1",
                                      "v1;5;8;19;5:2,4:1",
                                      "v1;9;5;19;5:2,4:1",
                                      "v1;5;9;20;5:2,4:1",
                                      "v1;5;9;18;5:2,4:1",
                                      "v1;0;9;0;34816:1",
                                      "v1;0;9;0;18446744073709551615:1",
                                      "v1;5;9;19;5:2,18446744073709551612:1",
                                      "v1;0;9;0;1:18446744073709551615,1:2",
                                      "v1;0;0;0;0:18446744073709551615,1:1",
                                      "v1;0;9;0;34815:9999999999",
                                      "v1;5;99999999999999999999;19;5:2,4:1"}) {
    EXPECT_FALSE(Histogram::decode(text)) << text;
  }
}

TEST(HistogramCodecTest, SurvivesDamagedInput) {
  const Histogram histogram = of(some_values(3, 50));
  const std::string good = histogram.encode();
  Random random(4);
  for (int i = 0; i < 5000; ++i) {
    std::string text = good;
    const auto position = static_cast<std::size_t>(random() % text.size());
    if (i % 2 == 0) {
      text.resize(position);
    } else {
      text[position] = "0123456789:,;v"[random() % 14];
    }
    const auto decoded = Histogram::decode(text);
    if (!decoded) continue;
    const auto again = Histogram::decode(decoded->encode());
    ASSERT_TRUE(again) << text;
    EXPECT_EQ(*again, *decoded);
  }
}

}  // namespace
}  // namespace traffic::detail
