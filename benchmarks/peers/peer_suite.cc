// SPDX-License-Identifier: Apache-2.0
// What the comparison with other load generators runs: one GET of a small JSON document.
#include "gtest_traffic/gtest_traffic.h"

using namespace std::chrono_literals;
using namespace traffic;

class Peer : public User {};

JOURNEY(Peer, ChecksTheStatus) { EXPECT_THAT(http.get("/json"), StatusIs(200)); }

JOURNEY(Peer, ChecksStatusAndJson) {
  EXPECT_THAT(http.get("/json"), AllOf(StatusIs(200), JsonAt("/active", true)));
}

// Someone who mostly reads: for the memory of connected users.
JOURNEY(Peer, Waits) {
  EXPECT_THAT(http.get("/json"), StatusIs(200));
  think(2s, 4s);
}
