// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/docs/examples/member.h"

using namespace std::chrono_literals;
using namespace testing;
using namespace traffic;

JOURNEY(Member, ReadsItsProfile, .weight = 3, .tags = {"smoke"}) {
  auto profile = http.get("/api/users/{}", id_);
  EXPECT_THAT(profile, AllOf(StatusIs(200), JsonAt("/id", id_)));
}

JOURNEY(Member, ChangesItsName) {
  const std::string name = fake.name();
  auto changed = http.put({"/api/users/{}", id_}, {{"name", name}, {"email", fake.email()}});
  ASSERT_THAT(changed, StatusIs(200));
  EXPECT_THAT(http.get("/api/users/{}", id_), JsonAt("/name", name));
}

JOURNEY(Member, ChecksOut) {
  STEP("checkout") {
    auto order = http.post("/api/orders", {{"userId", id_}, {"amount", fake.amount(5, 50)}});
    ASSERT_THAT(order, StatusIs(201));
    think(100ms, 300ms);
    EXPECT_THAT(http.post("/api/payments", {{"orderId", order["/id"]}}), StatusIs(201));
  }
}

JOURNEY(Member, TurnsPages, .weight = 2) {
  for (int page = 1; page <= 2; ++page) {
    auto orders = http.get("/api/orders", {.query = {{"page", page}, {"size", 5}}});
    ASSERT_THAT(orders,
                AllOf(StatusIs(200), JsonAt("/page", page), JsonAt("/items", SizeIs(Le(5)))));
  }
}

JOURNEY(Member, IsRefused, .weight = 0) {
  EXPECT_THAT(http.get("/api/users", {.headers = {{"X-API-Key", "wrong"}}}), StatusIs(401));
  EXPECT_THAT(http.post("/api/users", raw("{not json", "application/json")), StatusIs(400));
  EXPECT_THAT(http.get("/api/orders/{}", "no/such order"), StatusIs(404));
}

JOURNEY(Member, UsesPlainAssertions) {
  auto users = http.get("/api/users?size={}", 1);
  ASSERT_EQ(users.status(), 200) << users.body();
  EXPECT_EQ(users["/size"].as_int64(), 1);
  EXPECT_EQ(users.header("content-type"), "application/json");
  if (users["/total"] == 0) GTEST_SKIP() << "the shop has no users";
}

JOURNEY(Member, KeepsTheContract) {
  static const auto kUser = Schema::parse(R"({
    "title": "User", "type": "object", "required": ["id", "name"],
    "properties": {"name": {"type": "string", "minLength": 1}}
  })");
  EXPECT_THAT(http.get("/api/users/{}", id_), AllOf(StatusIs(200), MatchesSchema(kUser)));
}

JOURNEY(Member, LooksClosely) {
  auto missing = http.get("/api/orders/{}", "no-such-order");
  EXPECT_THAT(missing, StatusIs(AllOf(Ge(400), Lt(500))));
  EXPECT_THAT(missing, HeaderIs("Content-Type", StartsWith("application/json")));
  EXPECT_THAT(missing, BodyContains("not_found"));
  EXPECT_THAT(missing, JsonAt("/error/message", Not(IsEmpty())));
  EXPECT_THAT(missing, HasNoJsonPath("$..stack"));
  EXPECT_THAT(missing, Not(IsSuccess()));
  EXPECT_THAT(missing, RespondsWithin(2s));
}
