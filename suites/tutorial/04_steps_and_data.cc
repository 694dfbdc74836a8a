// SPDX-License-Identifier: Apache-2.0
// Shows SetUp, generated data, named steps, and one test for each row of data.
#include <gtest_traffic/gtest_traffic.h>

#include <cstdint>

using namespace std::chrono_literals;
using namespace testing;
using namespace traffic;

class Buyer : public User {
 protected:
  void SetUp() override {
    auto account = http.post("/api/users", {{"name", fake.name()}, {"email", fake.email()}});
    ASSERT_THAT(account, StatusIs(201));
    id_ = account["/id"].to_number<std::int64_t>();  // a copy: responses are invalid after SetUp
  }

  std::int64_t id_ = 0;
};

JOURNEY(Buyer, Buys, .weight = 1) {
  STEP("checkout") {
    auto order = http.post("/api/orders", {{"userId", id_}, {"amount", fake.amount(5, 500)}});
    ASSERT_THAT(order, StatusIs(201));
    think(100ms, 300ms);  // under load only
    EXPECT_THAT(http.post("/api/payments", {{"orderId", order["/id"]}}), StatusIs(201));
  }
}

JOURNEY(Buyer, IsAskedForARealAmount, .weight = 0,
        .rows = rows({{{"case", "nothing"}, {"amount", 0}},
                      {{"case", "too little"}, {"amount", -1}},
                      {{"case", "words"}, {"amount", "a lot"}}})
                    .named_by("case")) {
  auto order = http.post("/api/orders", {{"userId", id_}, {"amount", row["amount"]}});
  EXPECT_THAT(order, AllOf(StatusIs(422), JsonAt("/error/field", "amount")));
}
