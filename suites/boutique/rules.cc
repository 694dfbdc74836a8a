// SPDX-License-Identifier: Apache-2.0
#include "suites/boutique/website_user.h"

using namespace testing;
using namespace traffic;

// Rules and refusals of the boutique. Not part of a mix. The public Online Boutique refuses some
// requests with 500; the embedded one uses 404 or 422.

namespace {

auto IsRefused() { return StatusIs(Ge(400)); }

}  // namespace

JOURNEY(WebsiteUser, ChecksHealth, .weight = 0) {
  EXPECT_THAT(http.get("/_healthz"), AllOf(StatusIs(200), BodyIs("ok")));
}

JOURNEY(WebsiteUser, SeesPricesInTheChosenCurrency, .weight = 0) {
  EXPECT_THAT(http.get("/product/{}", "1YMWWN1N4O"), BodyContains("$109.99"));
  ASSERT_THAT(http.post("/setCurrency", form({{"currency_code", "EUR"}})), StatusIs(200));
  auto watch = http.get("/product/{}", "1YMWWN1N4O");
  EXPECT_THAT(watch, AllOf(StatusIs(200), BodyContains("€"), Not(BodyContains("$109.99"))));
}

JOURNEY(WebsiteUser, ReturnsToTheProductAfterCurrencyChange, .weight = 0) {
  auto answer = http.post("/setCurrency", form({{"currency_code", "JPY"}}),
                          {.headers = {{"Referer", "/product/6E92ZMYYFZ"}}, .redirects = 0});
  EXPECT_THAT(answer, AllOf(StatusIs(302), HeaderIs("Location", "/product/6E92ZMYYFZ"),
                            CookieIs("shop_currency", "JPY")));
}

JOURNEY(WebsiteUser, EmptiesTheCart, .weight = 0) {
  put_into_cart();
  EXPECT_THAT(http.get("/cart"), Not(BodyContains("cart is empty")));
  EXPECT_EQ(http.post("/cart/empty").redirects(), 1);
  EXPECT_THAT(http.get("/cart"), AllOf(StatusIs(200), BodyContains("cart is empty")));
}

JOURNEY(WebsiteUser, HasAnEmptyCartAfterTheOrder, .weight = 0) {
  check_out();
  EXPECT_THAT(http.get("/cart"), AllOf(StatusIs(200), BodyContains("cart is empty")));
}

JOURNEY(WebsiteUser, HasANewCartWithoutCookies, .weight = 0) {
  put_into_cart();
  http.cookies().clear();
  EXPECT_THAT(http.get("/cart"),
              AllOf(HasCookie("shop_session-id"), BodyContains("cart is empty")));
}

JOURNEY(WebsiteUser, LogsOut, .weight = 0) {
  put_into_cart();
  EXPECT_THAT(http.get("/logout", {.redirects = 0}),
              AllOf(StatusIs(302), HeaderIs("Location", "/")));
  EXPECT_THAT(http.get("/cart"), BodyContains("cart is empty"));
}

JOURNEY(WebsiteUser, CannotViewAnUnknownProduct, .weight = 0) {
  EXPECT_THAT(http.get("/product/{}", "NO-SUCH-ID"), StatusIs(AnyOf(404, 500)));
  auto cart = http.post("/cart", form({{"product_id", "NO-SUCH-ID"}, {"quantity", 1}}));
  EXPECT_THAT(cart, IsRefused());
  EXPECT_THAT(http.get("/cart"), AllOf(StatusIs(200), BodyContains("cart is empty")));
}

JOURNEY(WebsiteUser, CannotAddAnInvalidItem, .weight = 0) {
  auto nothing = http.post("/cart", form({{"product_id", any_product()}, {"quantity", 0}}));
  EXPECT_THAT(nothing, StatusIs(AllOf(Ge(400), Lt(500))));
  EXPECT_THAT(http.post("/cart", form({{"quantity", 1}})), StatusIs(AllOf(Ge(400), Lt(500))));
}

JOURNEY(WebsiteUser, CannotChooseAnUnknownCurrency, .weight = 0) {
  auto answer = http.post("/setCurrency", form({{"currency_code", "ZZZ"}}), {.redirects = 0});
  EXPECT_THAT(answer, AllOf(StatusIs(AllOf(Ge(400), Lt(500))), Not(HasCookie("shop_currency"))));
}

JOURNEY(WebsiteUser, CannotPayWithAnInvalidCard, .weight = 0) {
  put_into_cart();
  std::string number = visa_number();
  number.back() = number.back() == '0' ? '1' : '0';  // an invalid Luhn check digit
  EXPECT_THAT(http.post("/cart/checkout", checkout_form(number, next_year())), IsRefused());
  EXPECT_THAT(http.post("/cart/checkout", checkout_form(visa_number(), next_year() - 2)),
              IsRefused());
  EXPECT_THAT(http.get("/cart"), AllOf(StatusIs(200), Not(BodyContains("cart is empty"))));
}

JOURNEY(WebsiteUser, CannotOrderWithoutAnAddress, .weight = 0) {
  put_into_cart();
  auto order = http.post("/cart/checkout", form({{"credit_card_number", visa_number()}}));
  EXPECT_THAT(order, AllOf(IsRefused(), Not(BodyContains("Your order is complete!"))));
}

// The public boutique charges only the shipping, and the embedded one refuses. Neither may crash.
JOURNEY(WebsiteUser, ChecksOutAnEmptyCart, .weight = 0) {
  auto order = http.post("/cart/checkout", checkout_form(visa_number(), next_year()));
  EXPECT_THAT(order, StatusIs(AnyOf(200, 422)));
  EXPECT_THAT(http.get("/cart"), AllOf(StatusIs(200), BodyContains("cart is empty")));
}
