// SPDX-License-Identifier: Apache-2.0
#include <gtest_traffic/gtest_traffic.h>

using namespace std::chrono_literals;
using namespace testing;
using namespace traffic;

// One instance per virtual user; SetUp runs once per user.
class Customer : public User {
 protected:
  void SetUp() override { http.header("X-API-Key", secret("API_KEY")); }
};

JOURNEY(Customer, BuysSomething) {
  auto user = http.post("/api/users", {{"name", fake.name()}, {"email", fake.email()}});
  ASSERT_THAT(user, StatusIs(201));

  auto order = http.post("/api/orders", {{"userId", user["/id"]}, {"amount", fake.amount(5, 500)}});
  ASSERT_THAT(order, AllOf(StatusIs(201), JsonAt("/status", "PENDING")));

  think(100ms, 300ms);

  EXPECT_THAT(http.post("/api/payments", {{"orderId", order["/id"]}}), StatusIs(201));
  EXPECT_THAT(http.get("/api/orders/{}", order["/id"]), JsonAt("/status", "PAID"));
}

TEST(CustomerLoad, HoldsAHundredPurchasesPerSecond) {
  const Report report = Load().shape(constant(per_second(100), 5s)).warm_up(1s).run();
  EXPECT_THAT(report, AllOf(p99 < 250ms, error_rate < 0.1_percent));
}
