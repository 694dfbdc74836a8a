// SPDX-License-Identifier: Apache-2.0
#include "suites/gateway/gateway_users.h"

using namespace testing;
using namespace traffic;

// The four endpoints of the gateway.

JOURNEY(GatewayUser, OpensTheRoot, .weight = 3, .tags = {"smoke"}) {
  EXPECT_THAT(http.get("/"), StatusIs(200));
  pause();
}

JOURNEY(GatewayUser, ReadsTheStatus, .weight = 2) {
  EXPECT_THAT(http.get("/gateway/status"), AllOf(StatusIs(200), JsonAt("/status", _)));
  pause();
}

JOURNEY(GatewayUser, ListsTheServices, .weight = 2, .tags = {"smoke"}) {
  EXPECT_THAT(http.get("/gateway/services"), AllOf(StatusIs(200), JsonAt("/services", _)));
  pause();
}

JOURNEY(HealthMonitor, ChecksTheGateway, .weight = 3, .tags = {"smoke"}) {
  EXPECT_THAT(http.get("/health"), AllOf(StatusIs(200), JsonAt("/status", _)));
  pause();
}
