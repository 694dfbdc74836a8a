// SPDX-License-Identifier: Apache-2.0
// A suite for command_test.cc.
#include "gtest_traffic/journey/journey.h"
#include "gtest_traffic/match/matchers.h"

using namespace std::chrono_literals;
using namespace traffic;

class Probe : public User {};

JOURNEY(Probe, Pays, .rows = rows_from("probe_rows.csv").named_by("card")) {
  auto payment = http.post("/payments", {{"card", row["card"]}, {"amount", row["amount"]}});
  EXPECT_THAT(payment, StatusIs(201));
}

JOURNEY(Probe, Looks) { EXPECT_THAT(http.get("/things"), StatusIs(200)); }
