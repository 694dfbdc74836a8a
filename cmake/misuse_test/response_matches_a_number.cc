// SPDX-License-Identifier: Apache-2.0
// The matcher of a response is a number.
#include "shopper.h"

JOURNEY(Shopper, Buys) { EXPECT_THAT(http.get("/orders"), 200); }
