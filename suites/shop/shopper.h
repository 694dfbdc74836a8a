// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest_traffic/gtest_traffic.h>

#include <cstdint>

// A customer of the shop, who holds the API key and uses the shop's gateway.
class Shopper : public traffic::User {
 protected:
  void SetUp() override { http.header("X-API-Key", traffic::secret("API_KEY")); }

  traffic::Response register_user() {
    return http.post("/api/users", {{"name", fake.name()}, {"email", fake.email()}});
  }

  // The account of a returning customer; 0 before the first registration.
  std::int64_t account = 0;
};
