// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest_traffic/gtest_traffic.h>

#include <chrono>
#include <string>
#include <string_view>

// A visitor of the boutique, who opens the home page once and then pauses after each action.
class WebsiteUser : public traffic::User {
 protected:
  void SetUp() override;

  void open_front_page();
  void choose_currency();
  void look_at_a_product();
  void put_into_cart();
  void view_cart();
  void check_out();

  // Pauses before the next action. --traffic_think replaces this think time.
  virtual void look_around() { think(std::chrono::seconds(1), std::chrono::seconds(10)); }

  // Returns a complete checkout form with the given card.
  traffic::Body checkout_form(std::string_view card_number, int expiration_year);

  std::string visa_number();  // passes the Luhn check, belongs to no real card
  std::string_view any_product();
};

// Matches a correct page within two seconds. This is the success rule of the system, and every
// check of the mix uses it.
inline auto IsServed() {
  return AllOf(traffic::StatusIs(200), traffic::RespondsWithin(std::chrono::seconds(2)));
}

// Returns next year, in which a generated card is certainly valid.
int next_year();
