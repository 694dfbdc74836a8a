// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/docs/examples/member.h"

using namespace testing;
using namespace traffic;

JOURNEY(Member, InvitesTwo) {
  auto guest = http.post("/api/users", {{"name", fake.name()}, {"email", fake.email()}});
  ASSERT_THAT(guest, StatusIs(201));
  created(guest);  // deletes the URL in Location after the journey

  auto other = http.post("/api/users", {{"name", fake.name()}, {"email", fake.email()}});
  ASSERT_THAT(other, StatusIs(201));
  created(other, {"/api/users/{}", other["/id"]});
}

const bool kTeamsGo = clean_up("POST /api/teams", "DELETE /api/teams/{/id}");
