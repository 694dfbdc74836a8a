// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "gtest_traffic/gtest_traffic.h"

// Someone who shops: holds the API key, and talks to the shop's gateway.
class Shopper : public traffic::User {
 protected:
  void SetUp() override { http.header("X-API-Key", traffic::secret("API_KEY")); }

  traffic::Response register_user() {
    return http.post("/api/users", {{"name", fake.name()}, {"email", fake.email()}});
  }

  // The account that this shopper comes back with; 0 before the first time.
  std::int64_t account = 0;
};
