// SPDX-License-Identifier: Apache-2.0
// The bound of a gate has no unit.
#include "shopper.h"

TEST(ShopLoad, IsFast) {
  const Report report = Load().run();
  EXPECT_THAT(report, p99 < 250);
}
