// SPDX-License-Identifier: Apache-2.0
// ASSERT_THAT is used in a function that returns a value.
#include "shopper.h"

class Buyer : public Shopper {
 protected:
  int buy() {
    ASSERT_THAT(http.post("/orders"), StatusIs(201));
    return 1;
  }
};

JOURNEY(Buyer, Buys) { buy(); }
