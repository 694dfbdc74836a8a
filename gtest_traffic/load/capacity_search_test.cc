// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/load/capacity_search.h"

#include <gmock/gmock.h>

#include <cmath>
#include <functional>
#include <vector>

#include "gtest_traffic/random.h"

namespace traffic::detail {
namespace {

using testing::ElementsAre;
using Trial = CapacitySearch::Trial;

// Searches a target with these results and returns the rates tried.
std::vector<double> search(CapacitySearch& search, const std::function<Trial(double)>& target) {
  std::vector<double> tried;
  while (search.next()) {
    tried.push_back(search.next()->per_second());
    search.add_result(target(tried.back()));
    if (tried.size() > 200) break;
  }
  return tried;
}

auto holds(double capacity) {
  return [capacity](double rate) { return rate <= capacity ? Trial::kPassed : Trial::kFailed; };
}

TEST(CapacitySearchTest, DoublesThenHalves) {
  CapacitySearch one(per_second(50), per_second(5000), 5_percent);
  EXPECT_THAT(search(one, holds(390)), ElementsAre(50, 100, 200, 400, 400, 300, 350, 375, 388));
  EXPECT_EQ(one.passed(), per_second(388));
  EXPECT_EQ(one.failed(), per_second(400));
  EXPECT_EQ(one.end(), Capacity::End::kFound);
}

TEST(CapacitySearchTest, RepeatsFailedTrial) {
  CapacitySearch one(per_second(10), per_second(80), 20_percent);
  int trials_of_40 = 0;
  const auto tried = search(one, [&](double rate) {
    return rate == 40 && ++trials_of_40 == 1 ? Trial::kFailed : holds(70)(rate);
  });
  EXPECT_THAT(tried, ElementsAre(10, 20, 40, 40, 80, 80, 60, 70));
  EXPECT_EQ(one.passed(), per_second(70));
}

TEST(CapacitySearchTest, EndsAtUpperLimit) {
  CapacitySearch one(per_second(50), per_second(300), 5_percent);
  EXPECT_THAT(search(one, holds(1e9)), ElementsAre(50, 100, 200, 300));
  EXPECT_EQ(one.passed(), per_second(300));
  EXPECT_EQ(one.failed(), std::nullopt);
  EXPECT_EQ(one.end(), Capacity::End::kRangeEnds);
  CapacitySearch single(per_second(50), per_second(50), 5_percent);
  EXPECT_THAT(search(single, holds(1e9)), ElementsAre(50));
}

TEST(CapacitySearchTest, EndsIfLowestRateFails) {
  CapacitySearch one(per_second(50), per_second(5000), 5_percent);
  EXPECT_THAT(search(one, holds(1)), ElementsAre(50, 50));
  EXPECT_EQ(one.passed(), std::nullopt);
  EXPECT_EQ(one.failed(), per_second(50));
  EXPECT_EQ(one.end(), Capacity::End::kFound);
}

TEST(CapacitySearchTest, ReportsLimitedGenerator) {
  CapacitySearch one(per_second(100), per_second(5000), 10_percent);
  search(one, [](double rate) { return rate <= 500 ? Trial::kPassed : Trial::kGenerator; });
  EXPECT_EQ(one.end(), Capacity::End::kGenerator);
  EXPECT_GE(*one.passed(), per_second(450));
  // The limit of the target is below the limit of the generator.
  CapacitySearch two(per_second(100), per_second(5000), 10_percent);
  search(two, [](double rate) {
    if (rate > 700) return Trial::kGenerator;
    return rate <= 300 ? Trial::kPassed : Trial::kFailed;
  });
  EXPECT_EQ(two.end(), Capacity::End::kFound);
  EXPECT_EQ(two.passed(), per_second(300));
}

TEST(CapacitySearchTest, FailureOutweighsInvalidTrial) {
  CapacitySearch one(per_second(10), per_second(10), 10_percent);
  int trial = 0;
  search(one, [&](double) { return ++trial == 1 ? Trial::kFailed : Trial::kGenerator; });
  EXPECT_EQ(one.end(), Capacity::End::kFound);
}

TEST(CapacitySearchTest, TooFewRequestsProveNothing) {
  const auto enough = [](double needed) {
    return [needed](double rate) {
      if (rate < needed) return Trial::kTooFew;
      return holds(1000)(rate);
    };
  };
  CapacitySearch one(per_second(50), per_second(5000), 5_percent);
  search(one, enough(200));
  EXPECT_NEAR(one.passed()->per_second(), 1000, 50);
  CapacitySearch none(per_second(50), per_second(5000), 5_percent);
  search(none, enough(1e9));
  EXPECT_EQ(none.end(), Capacity::End::kTooFew);
  // The first rate with enough requests fails, so no rate is known to pass.
  CapacitySearch two(per_second(50), per_second(5000), 5_percent);
  search(two, enough(1200));
  EXPECT_EQ(two.passed(), std::nullopt);
  EXPECT_EQ(two.failed(), per_second(1600));
}

TEST(CapacitySearchTest, FindsCapacityDespiteNoise) {
  Random random(11);
  for (int run = 0; run < 500; ++run) {
    const double capacity = 60 * std::pow(50, random.uniform());
    CapacitySearch one(per_second(50), per_second(5000), 5_percent);
    // The result of a run of ten seconds varies by a few percent.
    const auto tried = search(
        one, [&](double rate) { return holds(capacity * (0.97 + 0.06 * random.uniform()))(rate); });
    ASSERT_TRUE(one.passed() && one.failed()) << capacity;
    EXPECT_NEAR(one.passed()->per_second(), capacity, capacity * 0.085) << capacity;
    EXPECT_LE(one.failed()->per_second() - one.passed()->per_second(),
              0.05 * one.passed()->per_second());
    EXPECT_LE(tried.size(), 20U);
  }
}

}  // namespace
}  // namespace traffic::detail
