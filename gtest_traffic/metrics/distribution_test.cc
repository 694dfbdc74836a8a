// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/distribution.h"

#include <gmock/gmock.h>

#include "gtest_traffic/random.h"

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

Histogram sample(std::uint64_t seed) {
  Histogram histogram;
  Random random(seed);
  for (int i = 0; i < 2000; ++i) histogram.record(Duration(random.between(10'000, 80'000'000)));
  return histogram;
}

TEST(DistributionTest, IsInitiallyEmpty) {
  const Distribution empty;
  EXPECT_EQ(empty.count(), 0);
  EXPECT_EQ(empty.at(50), Duration(0));
  EXPECT_EQ(empty.max(), Duration(0));
  EXPECT_EQ(Distribution(Histogram()), empty);
}

TEST(DistributionTest, ReturnsPercentilesWithinErrorBound) {
  const Histogram histogram = sample(1);
  const Distribution distribution(histogram);
  EXPECT_EQ(distribution.count(), 2000);
  EXPECT_EQ(distribution.max(), histogram.max());
  for (const double percentile : {1.0, 25.0, 50.0, 90.0, 99.0, 99.9, 100.0}) {
    const auto exact = static_cast<double>(histogram.at(percentile).count());
    EXPECT_NEAR(static_cast<double>(distribution.at(percentile).count()), exact, 0.017 * exact)
        << percentile;
  }
}

TEST(DistributionTest, UsesSameRankAsHistogram) {
  Histogram histogram;
  histogram.record(1ms, 999);
  histogram.record(1s);
  EXPECT_LT(histogram.at(99.9), 2ms);
  EXPECT_LT(Distribution(histogram).at(99.9), 2ms);
  EXPECT_NEAR(ms_of(Distribution(histogram).mean()), 2, 0.04);
}

TEST(DistributionTest, CoversHistogramRange) {
  Histogram histogram;
  for (const Duration duration : {0ns, 1ns, 63ns, 64ns, 65ns, 1'000'000ns, (1L << 43) * 1ns}) {
    histogram.record(duration);
  }
  const Distribution distribution(histogram);
  EXPECT_EQ(distribution.at(0), 0ns);
  EXPECT_EQ(distribution.at(100), histogram.max());
  std::uint64_t count = 0;
  Duration before(-1);
  for (const Distribution::Bucket& bucket : distribution.buckets()) {
    EXPECT_GT(bucket.lowest, before);
    EXPECT_GE(bucket.highest, bucket.lowest);
    before = bucket.highest;
    count += bucket.count;
  }
  EXPECT_EQ(count, 7);
}

TEST(DistributionTest, MergedPartsEqualWhole) {
  Histogram whole = sample(1);
  Distribution merged(whole);
  merged.merge(Distribution(sample(2)));
  merged.merge(Distribution());
  whole.merge(sample(2));
  EXPECT_EQ(merged, Distribution(whole));
}

TEST(DistributionTest, RoundTrips) {
  const Distribution distribution(sample(3));
  const Expected<Distribution> read = Distribution::decode(distribution.encode());
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(*read, distribution);
  EXPECT_EQ(*Distribution::decode(Distribution().encode()), Distribution());
}

TEST(DistributionTest, RejectsMalformedInput) {
  for (const char* text : {"", "7", "x;1:1", "-1;1:1", "7;1", "7;1:0", "7;1:x", "7;5:1,5:1",
                           "7;60000:1", "7;1:18446744073709551615,2:1"}) {
    const Expected<Distribution> read = Distribution::decode(text);
    ASSERT_FALSE(read) << text;
    EXPECT_THAT(read.error().message, HasSubstr("malformed distribution"));
  }
}

TEST(DistributionTest, ComputesDifference) {
  Histogram earlier;
  earlier.record(std::chrono::milliseconds(10), 3);
  Histogram later = earlier;
  later.record(std::chrono::milliseconds(10), 2);
  later.record(std::chrono::milliseconds(40), 1);
  const Distribution news = Distribution(later).since(Distribution(earlier));
  EXPECT_EQ(news.count(), 3U);
  EXPECT_EQ(news.max(), std::chrono::milliseconds(40));
  Distribution whole(earlier);
  whole.merge(news);
  EXPECT_EQ(whole, Distribution(later));
  EXPECT_EQ(Distribution(later).since(Distribution(later)), Distribution());
}

TEST(DistributionTest, ConversionMatchesSingleBuckets) {
  Histogram histogram;
  for (std::int64_t ns = 1; ns < 4'000'000'000'000; ns += ns / 7 + 1)
    histogram.record(Duration(ns));
  std::uint64_t joined = 0, buckets = 0;
  histogram.for_each_bucket_group([&](Duration, std::uint64_t count) { joined += count; });
  Distribution one_by_one;
  histogram.for_each_bucket([&](Duration lowest, Duration, std::uint64_t count) {
    Histogram single;
    single.record(lowest, count);
    one_by_one.merge(Distribution(single));
    ++buckets;
  });
  EXPECT_EQ(joined, histogram.count());
  const auto whole = Distribution(histogram).buckets(), parts = one_by_one.buckets();
  ASSERT_EQ(whole.size(), parts.size());
  for (std::size_t i = 0; i < whole.size(); ++i) {
    EXPECT_EQ(whole[i].lowest, parts[i].lowest);
    EXPECT_EQ(whole[i].count, parts[i].count);
  }
  EXPECT_GT(buckets, whole.size() / 2);
}

}  // namespace
}  // namespace traffic::detail
