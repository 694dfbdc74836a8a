// SPDX-License-Identifier: Apache-2.0
// The variant for high traffic: the same actions with short pauses. Not part of the default mix.
#include "suites/boutique/website_user.h"

class HurriedUser : public WebsiteUser {
 protected:
  void look_around() override {
    think(std::chrono::milliseconds(100), std::chrono::milliseconds(500));
  }
};

JOURNEY(HurriedUser, BrowseProduct, .weight = 0) {
  look_at_a_product();
  look_around();
}

JOURNEY(HurriedUser, AddToCart, .weight = 0) {
  put_into_cart();
  look_around();
}

JOURNEY(HurriedUser, Checkout, .weight = 0) {
  check_out();
  look_around();
}
