// SPDX-License-Identifier: Apache-2.0
// What a journey makes is deleted after it, in reverse order and however it ends.
#include <gtest_traffic/gtest_traffic.h>

using namespace testing;
using namespace traffic;

class Host : public User {};

JOURNEY(Host, InvitesAGuest) {
  auto guest = http.post("/api/users", {{"name", fake.name()}, {"email", fake.email()}});
  ASSERT_THAT(guest, StatusIs(201));
  created(guest);  // DELETE what its Location names

  EXPECT_THAT(http.get("/api/users/{}", guest["/id"]), StatusIs(200));
}

// A rule says it once, for all journeys: what the braces hold is a JSON Pointer into the response.
const bool kParcelsGo = clean_up("POST /parcels", "DELETE /parcels/{/id}");
