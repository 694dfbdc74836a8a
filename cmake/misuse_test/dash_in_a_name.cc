// SPDX-License-Identifier: Apache-2.0
// The name of a journey contains a dash.
#include "shopper.h"

JOURNEY(Shopper, Buys - something) { http.get("/orders"); }
