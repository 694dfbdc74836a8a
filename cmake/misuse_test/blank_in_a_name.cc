// SPDX-License-Identifier: Apache-2.0
// The name of a journey contains a blank.
#include "shopper.h"

JOURNEY(Shopper, Buys something) { http.get("/orders"); }
