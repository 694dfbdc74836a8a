// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/compare/holm.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace traffic::detail::compare {
namespace {

using testing::DoubleEq;
using testing::ElementsAre;
using testing::IsEmpty;

TEST(HolmTest, StopsAtFirstFailure) {
  const std::vector<double> p = {0.2, 0.001, 0.015, 0.03};
  EXPECT_THAT(holm_levels(p, 0.05),
              ElementsAre(DoubleEq(0.025), DoubleEq(0.0125), DoubleEq(0.05 / 3), DoubleEq(0.025)));
}

TEST(HolmTest, GivesWholeAlphaToSingleMetric) {
  EXPECT_THAT(holm_levels(std::vector<double>{0.04}, 0.05), ElementsAre(0.05));
  EXPECT_THAT(holm_levels(std::vector<double>{}, 0.05), IsEmpty());
}

}  // namespace
}  // namespace traffic::detail::compare
