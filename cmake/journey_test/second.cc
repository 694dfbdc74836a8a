// SPDX-License-Identifier: Apache-2.0
#include "guests.h"

namespace {

int pace_of(Guest& guest) { return guest.pace(); }

JOURNEY(Guest, ReadsInTheSecondFile) {
  ++walks_in_second_file;
  EXPECT_EQ(next_visit(), visits_);
  EXPECT_EQ(pace_of(*this), 1);
}

JOURNEY(Guest, WritesInTheSecondFile) {
  ++walks_in_second_file;
  EXPECT_EQ(next_visit(), visits_);
  EXPECT_THAT(http.get("/rooms"), traffic::StatusIs(200));
  EXPECT_EQ(title(), "guest");
}

class HastyGuest : public Guest {
 public:
  int pace() override { return 9; }
};

JOURNEY(HastyGuest, Reads) {
  next_visit();
  EXPECT_EQ(pace(), 9);
  EXPECT_EQ(pace_of(*this), 9);
}

}  // namespace
