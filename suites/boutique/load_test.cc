// SPDX-License-Identifier: Apache-2.0
#include <gtest_traffic/gtest_traffic.h>

using namespace std::chrono_literals;
using namespace testing;
using namespace traffic;

class BoutiqueLoad : public LoadCheck {};

TEST_F(BoutiqueLoad, ServesHighTraffic) {
  const Report report = Load()
                            .mix({{"HurriedUser.BrowseProduct", 10},
                                  {"HurriedUser.AddToCart", 2},
                                  {"HurriedUser.Checkout", 1}})
                            .shape(ramp_to(users(50), 2s), hold(5s))
                            .warm_up(2s)
                            .run();
  EXPECT_THAT(report, AllOf(p95 < 250ms, error_rate < 0.1_percent, requests >= 300));
}

TEST_F(BoutiqueLoad, SellsWhenMostPeopleBuy) {
  const Report report = Load()
                            .mix({{"HurriedUser.Checkout", 10},
                                  {"HurriedUser.AddToCart", 5},
                                  {"HurriedUser.BrowseProduct", 3}})
                            .shape(constant(users(40), 5s))
                            .warm_up(1s)
                            .run();
  EXPECT_THAT(report, AllOf(p95.of("POST /cart/checkout") < 250ms, error_rate < 0.1_percent));
}
