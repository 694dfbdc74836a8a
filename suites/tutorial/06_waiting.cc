// SPDX-License-Identifier: Apache-2.0
// Waits for work that the server completes after its response.
#include <gtest_traffic/gtest_traffic.h>

using namespace std::chrono_literals;
using namespace testing;
using namespace traffic;

class Recipient : public User {};

JOURNEY(Recipient, WaitsForAParcel) {
  auto parcel = http.post("/parcels", {{"to", fake.city()}});
  ASSERT_THAT(parcel, StatusIs(201));

  EVENTUALLY(within(10s), every(20ms)) {
    auto seen = http.get("/parcels/{}", parcel["/id"]);
    ASSERT_THAT(seen, StatusIs(200));
    if (seen["/state"] == "LOST") give_up("it will not come any more");
    EXPECT_EQ(seen["/state"], "DELIVERED");
  };
}
