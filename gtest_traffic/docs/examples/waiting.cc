// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/docs/examples/member.h"

using namespace std::chrono_literals;
using namespace testing;
using namespace traffic;

JOURNEY(Member, WaitsUntilItsOrderIsPaid) {
  auto order = http.post("/api/orders", {{"userId", id_}, {"amount", fake.amount(5, 50)}});
  ASSERT_THAT(order, StatusIs(201));
  ASSERT_THAT(http.post("/api/payments", {{"orderId", order["/id"]}}), StatusIs(201));

  EVENTUALLY(within(10s), every(250ms)) {
    auto seen = http.get("/api/orders/{}", order["/id"]);
    ASSERT_THAT(seen, StatusIs(200));
    if (seen["/status"] == "REFUSED") give_up("the payment was refused");
    EXPECT_EQ(seen["/status"], "PAID");
  };
}

JOURNEY(Member, WaitsWithoutAMacro) {
  const bool held = eventually(within(10s), every(250ms),
                               [&] { EXPECT_THAT(http.get("/api/orders"), IsSuccess()); });
  if (!held) return;
  EXPECT_THAT(http.get("/api/payments"), IsSuccess());
}
