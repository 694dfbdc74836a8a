// SPDX-License-Identifier: Apache-2.0
#include <gtest_traffic/gtest_traffic.h>

using namespace std::chrono_literals;
using namespace testing;
using namespace traffic;

class GatewayLoad : public LoadCheck {};

TEST_F(GatewayLoad, ServesAllEndpointsToFortyUsers) {
  const Report report = Load()
                            .mix({{"GatewayUser.OpensTheRoot", 3},
                                  {"HealthMonitor.ChecksTheGateway", 3},
                                  {"DocumentUser.UploadsADocument", 2},
                                  {"DocumentUser.ListsDocuments", 3}})
                            .shape(ramp_to(users(40), 1s), hold(5s))
                            .warm_up(1s)
                            .run();
  EXPECT_THAT(report, AllOf(p95 < 250ms, error_rate < 0.1_percent, requests >= 300));
}
