// SPDX-License-Identifier: Apache-2.0
// A value for the path is passed in place of the body.
#include "shopper.h"

JOURNEY(Shopper, Pays) { http.post("/orders/{}/pay", id_); }
