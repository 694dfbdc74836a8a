// SPDX-License-Identifier: Apache-2.0
// The status is a text.
#include "shopper.h"

JOURNEY(Shopper, Buys) { EXPECT_THAT(http.get("/orders"), StatusIs("200")); }
