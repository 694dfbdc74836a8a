// SPDX-License-Identifier: Apache-2.0
#include "suites/shop/shopper.h"

using namespace std::chrono_literals;
using namespace testing;
using namespace traffic;

JOURNEY(Shopper, BuysSomething, .weight = 2, .tags = {"smoke"}) {
  auto user = register_user();
  ASSERT_THAT(user, StatusIs(201));

  auto order = http.post("/api/orders", {{"userId", user["/id"]}, {"amount", fake.amount(5, 500)}});
  ASSERT_THAT(order, AllOf(StatusIs(201), JsonAt("/status", "PENDING")));

  think(100ms, 300ms);

  auto payment = http.post("/api/payments", {{"orderId", order["/id"]}});
  EXPECT_THAT(payment, AllOf(StatusIs(201), JsonAt("/status", "COMPLETED")));

  auto seen = http.get("/api/orders/{}", order["/id"]);
  EXPECT_THAT(seen, AllOf(StatusIs(200), JsonAt("/status", "PAID")));
}

JOURNEY(Shopper, ComesBack, .weight = 1) {
  if (account == 0) {
    auto created = register_user();
    ASSERT_THAT(created, StatusIs(201));
    account = created["/id"].as_int64();
  }
  auto user = http.get("/api/users/{}", account);
  ASSERT_THAT(user, AllOf(StatusIs(200), JsonAt("/id", account)));

  auto order = http.post("/api/orders", {{"userId", user["/id"]}, {"amount", fake.amount(5, 500)}});
  ASSERT_THAT(order, StatusIs(201));
  EXPECT_THAT(http.post("/api/payments", {{"orderId", order["/id"]}}), StatusIs(201));
}

JOURNEY(Shopper, KeepsAProfile, .weight = 1) {
  auto user = register_user();
  ASSERT_THAT(user, StatusIs(201));

  const std::string name = fake.name();
  auto changed =
      http.put({"/api/users/{}", user["/id"]}, {{"name", name}, {"email", fake.email()}});
  ASSERT_THAT(changed, StatusIs(200));
  EXPECT_THAT(http.get("/api/users/{}", user["/id"]), JsonAt("/name", name));

  EXPECT_THAT(http.del("/api/users/{}", user["/id"]), StatusIs(204));
  EXPECT_THAT(http.get("/api/users/{}", user["/id"]), StatusIs(404));
}
