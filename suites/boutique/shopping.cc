// SPDX-License-Identifier: Apache-2.0
#include "suites/boutique/website_user.h"

JOURNEY(WebsiteUser, Index, .weight = 1, .tags = {"smoke"}) {
  open_front_page();
  look_around();
}

JOURNEY(WebsiteUser, SetCurrency, .weight = 2) {
  choose_currency();
  look_around();
}

JOURNEY(WebsiteUser, BrowseProduct, .weight = 10, .tags = {"smoke"}) {
  look_at_a_product();
  look_around();
}

JOURNEY(WebsiteUser, AddToCart, .weight = 2) {
  put_into_cart();
  look_around();
}

JOURNEY(WebsiteUser, ViewCart, .weight = 3) {
  view_cart();
  look_around();
}

JOURNEY(WebsiteUser, Checkout, .weight = 1, .tags = {"smoke"}) {
  check_out();
  look_around();
}
