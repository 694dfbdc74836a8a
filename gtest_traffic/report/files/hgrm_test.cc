// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/report/files/hgrm.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gtest_traffic/report/testing/golden.h"

namespace traffic::detail {
namespace {

using std::chrono::milliseconds;

Histogram one_to_hundred() {
  Histogram histogram;
  for (int i = 1; i <= 100; ++i) histogram.record(milliseconds(i));
  return histogram;
}

TEST(HgrmTest, HalvesStepsUpToHundredPercent) {
  EXPECT_TRUE(matches_golden("percentiles.hgrm", hgrm(one_to_hundred())));
}

TEST(HgrmTest, PointsIncreaseToTotalCount) {
  const auto points = percentile_points(one_to_hundred(), 5);
  for (std::size_t i = 1; i < points.size(); ++i) {
    EXPECT_GT(points[i].percentile, points[i - 1].percentile);
    EXPECT_GE(points[i].value, points[i - 1].value);
    EXPECT_GE(static_cast<double>(points[i].count), points[i].percentile - 1e-9);
  }
  EXPECT_EQ(points.back().value, milliseconds(100));
  EXPECT_EQ(points.back().count, 100u);
  EXPECT_THAT(percentile_points({}, 5), testing::IsEmpty());
}

}  // namespace
}  // namespace traffic::detail
