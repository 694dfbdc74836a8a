// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/compare/step_down.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace traffic::detail::compare {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<double> p_of(const std::vector<std::vector<double>>& statistics) {
  return step_down_p(statistics.size(), [&](std::size_t i) { return statistics[i]; });
}

TEST(StepDownTest, SingleMetricCountsItsOwnRelabelings) {
  EXPECT_THAT(p_of({{3, 1, 4, 2}}), ElementsAre(0.5));
  EXPECT_THAT(p_of({}), IsEmpty());
}

TEST(StepDownTest, LargestStatisticCompetesWithAllMetrics) {
  // The first metric alone has 0.25. Among both, the second one is larger in one relabeling.
  EXPECT_THAT(p_of({{3, 1, 2, 2}, {1, 3.5, 0, 0}}), ElementsAre(0.5, 0.5));
}

TEST(StepDownTest, CorrelatedMetricsCostNothing) {
  EXPECT_THAT(p_of({{3, 1, 2, 2}, {3, 1, 2, 2}, {3, 1, 2, 2}}), ElementsAre(0.25, 0.25, 0.25));
}

TEST(StepDownTest, SmallerStatisticNeverHasSmallerP) {
  EXPECT_THAT(p_of({{3, 4, 4, 4}, {2, 0, 0, 0}}), ElementsAre(1, 1));
  // After the largest one, the second metric competes only with itself.
  EXPECT_THAT(p_of({{5, 1, 4, 2}, {3, 0, 0, 2}}), ElementsAre(0.25, 0.25));
}

}  // namespace
}  // namespace traffic::detail::compare
