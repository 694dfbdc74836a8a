// SPDX-License-Identifier: Apache-2.0
#include <gtest_traffic/gtest_traffic.h>

// Requests a port without a server, so the whole engine runs without a target.
class Visitor : public traffic::User {};

JOURNEY(Visitor, GetsNoResponse) {
  EXPECT_FALSE(fake.name().empty());
  EXPECT_EQ(http.get("/rooms/{}", 7).status(), 0);
}
