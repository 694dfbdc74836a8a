// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/load/unseen_steps.h"

#include <gmock/gmock.h>

#include "gtest_traffic/figure.h"

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;

TEST(UnseenStepsTest, NamesGateAndNearestStep) {
  const std::string name = "GET /orders";
  LiveCounts counts;
  counts.steps.emplace_back().name = &name;
  counts.journeys.push_back({"Shopper.Buys", {}});
  EXPECT_EQ(steps_without_requests(
                {p99 < 1s, p99.of("GET /orders") < 1s, errors.of("Shopper.Buys") < 1}, counts),
            "");
  EXPECT_EQ(
      steps_without_requests({p99.of("GET /order") < 1s}, counts),
      "warning: gate p99[GET /order]<1s: there is no step or journey 'GET /order' so far (did "
      "you mean 'GET /orders'?); there are 'GET /orders', 'Shopper.Buys'\n");
}

}  // namespace
}  // namespace traffic::detail
