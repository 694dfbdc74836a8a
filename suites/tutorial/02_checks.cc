// SPDX-License-Identifier: Apache-2.0
// Every GoogleTest assertion is a check. ASSERT_* ends the journey; EXPECT_* lets it continue.
#include <gtest_traffic/gtest_traffic.h>

using namespace std::chrono_literals;
using namespace testing;
using namespace traffic;

class Inspector : public User {};

JOURNEY(Inspector, LooksAtAResponse) {
  auto orders = http.get("/api/orders", {.query = {{"size", 5}}});
  ASSERT_THAT(orders, StatusIs(200));
  EXPECT_THAT(orders, HeaderIs("Content-Type", StartsWith("application/json")));
  EXPECT_THAT(orders, AllOf(BodyContains("items"), RespondsWithin(2s)));
  EXPECT_LT(orders.body().size(), 10'000u);
}

JOURNEY(Inspector, ExpectsARefusal) {
  auto refused = http.post("/api/users", {{"name", "Ada"}});
  EXPECT_THAT(refused, StatusIs(422));
  EXPECT_THAT(refused, JsonAt("/error/field", "email"));
  EXPECT_THAT(http.get("/api/users/{}", 0), StatusIs(404));
}

// Fails on purpose, to show a failure message. The tutorial has the command that runs it.
JOURNEY(Inspector, DISABLED_ExpectsTooMuch, .weight = 0) {
  auto refused = http.post("/api/users", {{"name", "Ada"}});
  EXPECT_THAT(refused, StatusIs(201));
}
