// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/docs/examples/member.h"

using namespace traffic;

// Run it with --traffic_env=environments/local.yaml.
JOURNEY(Member, ReadsAPage) {
  auto orders = http.get("/api/orders", {.query = {{"size", variable("page_size")}}});
  EXPECT_THAT(orders, StatusIs(200));
}
