// SPDX-License-Identifier: Apache-2.0
// The class does not derive from traffic::User.
#include "shopper.h"

class Guest {};

JOURNEY(Guest, Rests) {}
