// SPDX-License-Identifier: Apache-2.0
// The think time has no unit.
#include "shopper.h"

JOURNEY(Shopper, Thinks) { think(100); }
