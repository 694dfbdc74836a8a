// SPDX-License-Identifier: Apache-2.0
// Checks a JSON body by JSON Pointer, by JSONPath, by a part of the body, and by a schema.
#include <gtest_traffic/gtest_traffic.h>

using namespace testing;
using namespace traffic;

class Reader : public User {};

JOURNEY(Reader, ReadsAnOrder) {
  auto user = http.post("/api/users", {{"name", "Ada"}, {"email", "ada@example.com"}});
  ASSERT_THAT(user, StatusIs(201));
  auto order = http.post("/api/orders", {{"userId", user["/id"]}, {"amount", 12.5}});
  ASSERT_THAT(order, StatusIs(201));

  EXPECT_THAT(order, JsonAt("/status", "PENDING"));
  EXPECT_THAT(order, JsonContains({{"userId", user["/id"]}, {"amount", 12.5}}));

  auto orders = http.get("/api/orders");
  EXPECT_THAT(orders, JsonPath("$.items[*].amount", Each(Gt(0))));
  EXPECT_THAT(orders, HasNoJsonPath("$.items[?@.status == 'LOST']"));

  static const auto kOrder = Schema::parse(R"({
    "title": "Order", "type": "object", "required": ["id", "amount", "status"],
    "properties": {"id": {"type": "integer"}, "status": {"enum": ["PENDING", "PAID"]}}
  })");
  EXPECT_THAT(order, MatchesSchema(kOrder));
}
