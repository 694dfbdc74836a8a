// SPDX-License-Identifier: Apache-2.0
// The semicolon after EVENTUALLY is missing.
#include "shopper.h"

JOURNEY(Shopper, Waits) {
  EVENTUALLY(within(10s), every(250ms)) { EXPECT_THAT(http.get("/orders"), StatusIs(200)); }
}
