// SPDX-License-Identifier: Apache-2.0
#include "suites/boutique/website_user.h"

#include <ctime>
#include <span>

using namespace testing;
using namespace traffic;

namespace {

constexpr std::string_view kProducts[] = {"0PUK6V6EV0", "1YMWWN1N4O", "2ZYFJ3GM2N",
                                          "66VCHSJNUP", "6E92ZMYYFZ", "9SIQT8TOJO",
                                          "L9ECAV7KIM", "LS4PSXUNUM", "OLJCESPC7Z"};
constexpr std::string_view kCurrencies[] = {"EUR", "USD", "JPY", "CAD", "GBP", "TRY"};

}  // namespace

void WebsiteUser::SetUp() { open_front_page(); }

void WebsiteUser::open_front_page() {
  auto page = http.get("/");
  ASSERT_THAT(page, IsServed());
  for (const std::string_view id : kProducts) EXPECT_THAT(page, BodyContains(id));
}

void WebsiteUser::choose_currency() {
  const std::string_view code = fake.pick(std::span<const std::string_view>(kCurrencies));
  auto page = http.post("/setCurrency", form({{"currency_code", code}}));
  ASSERT_THAT(page, IsServed());
  EXPECT_EQ(page.redirects(), 1);
  EXPECT_EQ(http.cookies().get("shop_currency"), code);
}

void WebsiteUser::look_at_a_product() {
  const std::string_view id = any_product();
  EXPECT_THAT(http.get("/product/{}", id), AllOf(IsServed(), BodyContains(id)));
}

void WebsiteUser::put_into_cart() {
  const std::string_view id = any_product();
  ASSERT_THAT(http.get("/product/{}", id), IsServed());
  auto cart = http.post("/cart", form({{"product_id", id}, {"quantity", fake.number(1, 10)}}));
  ASSERT_THAT(cart, AllOf(IsServed(), BodyContains(id)));
  EXPECT_EQ(cart.redirects(), 1);
}

void WebsiteUser::view_cart() {
  EXPECT_THAT(http.get("/cart"), AllOf(IsServed(), BodyContains("/setCurrency")));
}

void WebsiteUser::check_out() {
  put_into_cart();
  const int year = next_year() + static_cast<int>(fake.number(0, 3));
  auto order = http.post("/cart/checkout", checkout_form(visa_number(), year));
  EXPECT_THAT(order, AllOf(IsServed(), BodyContains("Your order is complete!")));
}

Body WebsiteUser::checkout_form(std::string_view card_number, int expiration_year) {
  return form({{"email", fake.email()},
               {"street_address", fake.street()},
               {"zip_code", fake.number(10'000, 99'999)},
               {"city", fake.city()},
               {"state", "CA"},
               {"country", fake.country()},
               {"credit_card_number", card_number},
               {"credit_card_expiration_month", fake.number(1, 12)},
               {"credit_card_expiration_year", expiration_year},
               {"credit_card_cvv", fake.number(100, 999)}});
}

std::string WebsiteUser::visa_number() {
  std::string digits = "4";
  while (digits.size() < 15) digits += static_cast<char>('0' + fake.number(0, 9));
  int sum = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    const int weighted = (digits[i] - '0') * (i % 2 == 0 ? 2 : 1);
    sum += weighted > 9 ? weighted - 9 : weighted;
  }
  return digits + static_cast<char>('0' + (10 - sum % 10) % 10);
}

std::string_view WebsiteUser::any_product() {
  return fake.pick(std::span<const std::string_view>(kProducts));
}

int next_year() {
  const std::time_t now = std::time(nullptr);
  std::tm date{};
  gmtime_r(&now, &date);
  return date.tm_year + 1900 + 1;
}
