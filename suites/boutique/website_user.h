// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "gtest_traffic/gtest_traffic.h"

// Somebody who visits the boutique: opens it once, then does one thing after the other and looks
// around for a while after each.
class WebsiteUser : public traffic::User {
 protected:
  void SetUp() override;

  void open_front_page();
  void choose_currency();
  void look_at_a_product();
  void put_into_cart();
  void view_cart();
  void check_out();

  // How long this user takes before the next thing; --traffic_think goes before it.
  virtual void look_around() { think(std::chrono::seconds(1), std::chrono::seconds(10)); }

  // What the checkout form asks for, with the card given.
  traffic::Body checkout_form(std::string_view card_number, int expiration_year);

  std::string visa_number();  // passes Luhn's check, belongs to nobody
  std::string_view any_product();
};

// A page that came as it should, and not slower than anybody likes to wait: the system's own rule
// of success, which every check of the mix uses.
inline auto IsServed() {
  return AllOf(traffic::StatusIs(200), traffic::RespondsWithin(std::chrono::seconds(2)));
}

// The first year in which a card that is made up is surely valid.
int next_year();
