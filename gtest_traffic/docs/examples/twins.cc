// SPDX-License-Identifier: Apache-2.0
// Defines a journey and a step without macros.
#include "gtest_traffic/docs/examples/member.h"

namespace {

[[maybe_unused]] const auto& kBrowses =
    traffic::register_journey<Member>("Member", "Browses", {.weight = 2}, [](Member& member) {
      const traffic::Step step("browse");
      EXPECT_THAT(member.http.get("/api/orders"), traffic::StatusIs(200));
      EXPECT_THAT(member.http.get("/api/payments"), traffic::StatusIs(200));
    });

}  // namespace
