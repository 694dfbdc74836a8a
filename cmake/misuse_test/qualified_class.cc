// SPDX-License-Identifier: Apache-2.0
// JOURNEY names the namespace of the user class.
#include "shopper.h"

namespace shop {
class Guest : public User {};
}  // namespace shop

JOURNEY(shop::Guest, Browses) { http.get("/items"); }
