// SPDX-License-Identifier: Apache-2.0
// The cases without their mistakes. This file must compile.
#include "shopper.h"

namespace shop {
class Guest : public User {};
}  // namespace shop

using Guest = shop::Guest;

JOURNEY(Guest, Browses) { EXPECT_THAT(http.get("/items/{}", 7), StatusIs(200)); }

class Buyer : public Shopper {
 protected:
  void buy() { ASSERT_THAT(http.post({"/orders/{}/pay", id_}), StatusIs(201)); }
};

JOURNEY(Buyer, BuysSomething) {
  buy();
  think(100ms);
  EVENTUALLY(within(10s), every(250ms)) { EXPECT_EQ(http.get("/orders").status(), 200); };
  EXPECT_THAT(http.get("/orders/{}", id_), AllOf(StatusIs(200), JsonAt("/id", id_)));
}

TEST(ShopLoad, IsFast) {
  const Report report = Load().shape(constant(per_second(100), 5s)).run();
  EXPECT_THAT(report, AllOf(p99 < 250ms, error_rate <= 1_percent, requests >= 5.0));
}
