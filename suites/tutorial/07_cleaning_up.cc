// SPDX-License-Identifier: Apache-2.0
// Deletes the resources that a journey created, in reverse order, even if the journey fails.
#include <gtest_traffic/gtest_traffic.h>

using namespace testing;
using namespace traffic;

class Host : public User {};

JOURNEY(Host, InvitesAGuest) {
  auto guest = http.post("/api/users", {{"name", fake.name()}, {"email", fake.email()}});
  ASSERT_THAT(guest, StatusIs(201));
  created(guest);  // deletes the URL in Location after the journey

  EXPECT_THAT(http.get("/api/users/{}", guest["/id"]), StatusIs(200));
}

// A rule applies to all journeys. The braces hold a JSON Pointer into the response.
const bool kParcelsGo = clean_up("POST /parcels", "DELETE /parcels/{/id}");
