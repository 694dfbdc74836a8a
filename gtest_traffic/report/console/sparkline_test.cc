// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/report/console/sparkline.h"

#include <gtest/gtest.h>

#include <vector>

namespace traffic::detail {
namespace {

TEST(SparklineTest, ScalesFromZeroToMaximum) {
  EXPECT_EQ(sparkline(std::vector<double>{0, 1, 2, 3, 4, 5, 6, 7}, 8), "▁▂▃▄▅▆▇█");
  EXPECT_EQ(sparkline(std::vector<double>{5, 5}, 8), "██");
}

TEST(SparklineTest, ShowsLastValuesThatFit) {
  EXPECT_EQ(sparkline(std::vector<double>{900, 7, 0}, 2), "█▁");
  EXPECT_EQ(sparkline({}, 8), "");
  EXPECT_EQ(sparkline(std::vector<double>{0, 0}, 8), "▁▁");
}

}  // namespace
}  // namespace traffic::detail
