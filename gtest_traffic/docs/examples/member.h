// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest_traffic/gtest_traffic.h>

#include <cstdint>

// A virtual user that creates an account in SetUp and deletes it in TearDown.
class Member : public traffic::User {
 protected:
  void SetUp() override {
    http.header("X-API-Key", traffic::secret("API_KEY"));
    auto account = http.post("/api/users", {{"name", fake.name()}, {"email", fake.email()}});
    ASSERT_THAT(account, traffic::StatusIs(201));
    id_ = account["/id"].to_number<std::int64_t>();  // a copy: the response is invalid after SetUp
  }
  void TearDown() override { EXPECT_THAT(http.del("/api/users/{}", id_), traffic::StatusIs(204)); }

  std::int64_t id_ = 0;
};
