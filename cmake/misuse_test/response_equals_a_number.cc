// SPDX-License-Identifier: Apache-2.0
// A response is compared with a status.
#include "shopper.h"

JOURNEY(Shopper, Buys) { EXPECT_EQ(http.get("/orders"), 200); }
