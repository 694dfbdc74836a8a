// SPDX-License-Identifier: Apache-2.0
#include "suites/shop/shopper.h"

using namespace testing;
using namespace traffic;

// Requests that the shop must refuse. Not part of a mix.

JOURNEY(Shopper, CannotReadAnUnknownUser, .weight = 0, .tags = {"refusal"}) {
  EXPECT_THAT(http.get("/api/users/{}", "no-such-user"),
              AllOf(StatusIs(404), JsonAt("/error/code", "not_found")));
}

JOURNEY(Shopper, CannotOrderWithoutAUser, .weight = 0, .tags = {"refusal"}) {
  auto order = http.post("/api/orders", {{"userId", "no-such-user"}, {"amount", 10}});
  EXPECT_THAT(order, StatusIs(AllOf(Ge(400), Lt(500))));
}

JOURNEY(Shopper, CannotPayTwice, .weight = 0, .tags = {"refusal"}) {
  auto user = register_user();
  ASSERT_THAT(user, StatusIs(201));
  auto order = http.post("/api/orders", {{"userId", user["/id"]}, {"amount", 20}});
  ASSERT_THAT(order, StatusIs(201));
  ASSERT_THAT(http.post("/api/payments", {{"orderId", order["/id"]}}), StatusIs(201));
  EXPECT_THAT(http.post("/api/payments", {{"orderId", order["/id"]}}), StatusIs(409));
}

JOURNEY(Shopper, CannotSendInvalidJson, .weight = 0, .tags = {"refusal"}) {
  EXPECT_THAT(http.post("/api/users", raw("{not json", "application/json")), StatusIs(400));
  EXPECT_THAT(http.post("/api/users", {{"name", 7}}), StatusIs(422));
}

// A user without a valid key.
class Stranger : public traffic::User {};

JOURNEY(Stranger, IsRefused, .weight = 0, .tags = {"refusal"}) {
  EXPECT_THAT(http.get("/api/users"), StatusIs(401));
  EXPECT_THAT(http.get("/api/users", {.headers = {{"X-API-Key", "wrong"}}}), StatusIs(401));
}
