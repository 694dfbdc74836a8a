// SPDX-License-Identifier: Apache-2.0
#include <gtest_traffic/gtest_traffic.h>

// Someone who looks around where nobody is at home: the whole engine runs, no target is needed.
class Visitor : public traffic::User {};

JOURNEY(Visitor, FindsNobody) {
  EXPECT_FALSE(fake.name().empty());
  EXPECT_EQ(http.get("/rooms/{}", 7).status(), 0);
}
