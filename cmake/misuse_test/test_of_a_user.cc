// SPDX-License-Identifier: Apache-2.0
// TEST_F has the name of a user class.
#include "shopper.h"

TEST_F(Shopper, Buys) { http.get("/orders"); }
