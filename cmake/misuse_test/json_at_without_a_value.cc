// SPDX-License-Identifier: Apache-2.0
// JsonAt has no expected value.
#include "shopper.h"

JOURNEY(Shopper, Buys) { EXPECT_THAT(http.get("/orders"), JsonAt("/id")); }
