// SPDX-License-Identifier: Apache-2.0
#include <gtest_traffic/gtest_traffic.h>

using namespace std::chrono_literals;
using namespace testing;
using namespace traffic;

class ShopLoad : public LoadCheck {};

TEST_F(ShopLoad, HoldsTwoHundredJourneysPerSecond) {
  const Report report = Load()
                            .mix({{"Shopper.ListsOrders", 9}, {"Shopper.BuysSomething", 1}})
                            .shape(ramp_to(per_second(200), 2s), hold(6s))
                            .warm_up(2s)
                            .run();
  EXPECT_THAT(report,
              AllOf(p99 < 250ms, error_rate < 0.1_percent, achieved_rate >= per_second(199)));
}

TEST_F(ShopLoad, ServesTwentyUsersAtOnce) {
  const Report report = Load().shape(constant(users(20), 5s)).warm_up(1s).run();
  EXPECT_THAT(report, AllOf(p95.of("GET /api/orders") < 250ms, error_rate < 0.1_percent));
}
