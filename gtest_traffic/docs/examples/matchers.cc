// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/docs/examples/member.h"

using namespace std::chrono_literals;
using namespace testing;
using namespace traffic;

JOURNEY(Member, ChecksPartsOfAnOrder) {
  auto order = http.post("/api/orders", {{"userId", id_}, {"amount", 12.5}});
  EXPECT_THAT(order, JsonContains({{"userId", id_}, {"status", "PENDING"}}));
  EXPECT_THAT(order, JsonEq({{"userId", id_}, {"status", "PENDING"}, {"amount", 12.49}},
                            ignoring("/id", "/createdAt"), near("/amount", 0.05)));
  EXPECT_THAT(order, JsonNear("/amount", 12.5, 0.01));
}

JOURNEY(Member, FindsItsOrderInTheList) {
  auto order = http.post("/api/orders", {{"userId", id_}, {"amount", 7}});
  ASSERT_THAT(order, StatusIs(201));
  auto same = http.get("/api/orders/{}", order["/id"]);
  EXPECT_THAT(same, JsonEq(*order.json(), near("createdAt", 1s)));
  EXPECT_THAT(http.get("/api/orders?size=5"), JsonAt("/items", Each(JsonAt("/amount", Gt(0)))));
}

JOURNEY(Member, ChecksTextFormats) {
  auto order = http.post("/api/orders", {{"userId", id_}, {"amount", 7}});
  const auto now = std::chrono::system_clock::now();
  EXPECT_THAT(order, JsonAt("/createdAt", AllOf(IsTimestamp(), IsWithin(1min, now))));
  EXPECT_THAT(order, JsonAt("/createdAt", Not(IsUuid())));
  EXPECT_THAT(order, HasHeader("Location", MatchesPattern(R"(/api/orders/\d+)")));
  EXPECT_THAT(order, Not(HasCookie("session", "Secure", "HttpOnly")));
}

JOURNEY(Member, MatchesAGoldenFile) {
  auto order = http.post("/api/orders", {{"userId", id_}, {"amount", 12.5}});
  EXPECT_THAT(order, MatchesGolden("order.json", masked("/id", "/userId", "/createdAt")));
}
