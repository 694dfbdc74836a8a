// SPDX-License-Identifier: Apache-2.0
#include "suites/shop/shopper.h"

using namespace testing;
using namespace traffic;

JOURNEY(Shopper, ListsUsers, .weight = 3) {
  EXPECT_THAT(http.get("/api/users"), AllOf(StatusIs(200), JsonAt("/page", 1)));
  EXPECT_THAT(http.get("/api/users?size={}", 5),
              AllOf(StatusIs(200), JsonAt("/items", SizeIs(Le(5)))));
  EXPECT_THAT(http.get("/api/users?page={}&size={}", 2, 5),
              AllOf(StatusIs(200), JsonAt("/page", 2)));
}

JOURNEY(Shopper, ListsOrders, .weight = 3) {
  EXPECT_THAT(http.get("/api/orders"), AllOf(StatusIs(200), JsonAt("/page", 1)));
}

JOURNEY(Shopper, ListsPayments, .weight = 3) {
  EXPECT_THAT(http.get("/api/payments"), AllOf(StatusIs(200), JsonAt("/page", 1)));
}

JOURNEY(Shopper, LooksUpAPayment, .weight = 1) {
  auto user = register_user();
  ASSERT_THAT(user, StatusIs(201));
  auto order = http.post("/api/orders", {{"userId", user["/id"]}, {"amount", fake.amount(5, 50)}});
  ASSERT_THAT(order, StatusIs(201));
  auto payment = http.post("/api/payments", {{"orderId", order["/id"]}});
  ASSERT_THAT(payment, StatusIs(201));
  EXPECT_THAT(http.get("/api/payments/{}", payment["/id"]),
              AllOf(StatusIs(200), JsonAt("/orderId", order["/id"])));
}
