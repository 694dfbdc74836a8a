// SPDX-License-Identifier: Apache-2.0
// A value of the path stands where a body belongs.
#include "shopper.h"

JOURNEY(Shopper, Pays) { http.post("/orders/{}/pay", id_); }
