// SPDX-License-Identifier: Apache-2.0
// Runs the same journeys as a load check. Gates judge the report.
#include <gtest_traffic/gtest_traffic.h>

using namespace std::chrono_literals;
using namespace testing;
using namespace traffic;

class TutorialLoad : public LoadCheck {};

TEST_F(TutorialLoad, HoldsAHundredVisitorsPerSecond) {
  const Report report = Load()
                            .mix({{"Visitor.OpensAnAccount", 9}, {"Buyer.Buys", 1}})
                            .shape(ramp_to(per_second(100), 1s), hold(2s))
                            .warm_up(500ms)
                            .run();
  EXPECT_THAT(report, AllOf(p95 < 250ms, error_rate < 0.1_percent, dropped <= 0));
  EXPECT_THAT(report, p90.of("POST /api/users") < 250ms);
}
