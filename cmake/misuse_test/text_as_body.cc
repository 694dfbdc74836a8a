// SPDX-License-Identifier: Apache-2.0
// The body is a text without raw().
#include "shopper.h"

JOURNEY(Shopper, Buys) { http.post("/orders", "{\"id\": 1}"); }
