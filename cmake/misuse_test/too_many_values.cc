// SPDX-License-Identifier: Apache-2.0
// A path has nine values.
#include "shopper.h"

JOURNEY(Shopper, Searches) { http.get("/{}/{}/{}/{}/{}/{}/{}/{}/{}", 1, 2, 3, 4, 5, 6, 7, 8, 9); }
