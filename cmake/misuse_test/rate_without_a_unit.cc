// SPDX-License-Identifier: Apache-2.0
// The rate is a plain number.
#include "shopper.h"

TEST(ShopLoad, IsFast) {
  const Report report = Load().shape(constant(100, 5s)).run();
  EXPECT_THAT(report, p99 < 250ms);
}
