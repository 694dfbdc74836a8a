// SPDX-License-Identifier: Apache-2.0
#include <gtest_traffic/gtest_traffic.h>

using namespace std::chrono_literals;
using namespace testing;
using namespace traffic;

class MotelLoad : public LoadCheck {};

TEST_F(MotelLoad, AnswersFourHundredPingsPerSecond) {
  const Report report =
      Load().mix({{"Guest.Pings"}}).shape(ramp_to(per_second(400), 1s), hold(5s)).warm_up(1s).run();
  EXPECT_THAT(report,
              AllOf(p99 < 100ms, error_rate < 0.1_percent, achieved_rate >= per_second(398)));
}

TEST_F(MotelLoad, TakesReservationsFromFiftyGuestsAtOnce) {
  const Report report = Load()
                            .mix({{"Guest.ListsMotels", 1}, {"Guest.ReservesFromThePriceList", 3}})
                            .shape(ramp_to(users(50), 1s), hold(6s))
                            .warm_up(1s)
                            .run();
  EXPECT_THAT(report,
              AllOf(p95.of("POST /motelApi/v1/reservations") < 250ms, error_rate < 0.1_percent));
}
