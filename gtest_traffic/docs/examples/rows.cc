// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/docs/examples/member.h"

using namespace testing;
using namespace traffic;

JOURNEY(Member, TakesNames, .rows = rows_from("data/names.csv").named_by("case")) {
  auto changed = http.put({"/api/users/{}", id_}, {{"name", row["name"]}, {"email", row["email"]}});
  EXPECT_THAT(changed, AllOf(StatusIs(200), JsonAt("/name", row["name"])));
}

JOURNEY(Member, IsAskedForAnAmount, .rows = rows({{{"amount", 0}}, {{"amount", -1}}})) {
  auto order = http.post("/api/orders", {{"userId", id_}, {"amount", row["amount"]}});
  EXPECT_THAT(order, StatusIs(422));
}

const Feeder kNames = Feeder(rows_from("data/names.csv")).shuffled();
const Numbers kReferences = Numbers(100000, 999999).once();

JOURNEY(Member, BuysForAFriend) {
  const Row friend_of_hers = kNames.next();
  auto order = http.post("/api/orders", {{"userId", id_},
                                         {"amount", 12.5},
                                         {"reference", kReferences.next()},
                                         {"gift", {{"to", friend_of_hers["name"]}}}});
  EXPECT_THAT(order, StatusIs(201));
}
