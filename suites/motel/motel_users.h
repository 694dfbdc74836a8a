// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest_traffic/gtest_traffic.h>

// A user of the motel API, who sends the bearer token if one is configured.
class MotelUser : public traffic::User {
 protected:
  void SetUp() override {
    if (const std::string* token = traffic::detail::find_secret("API_TOKEN")) {
      http.header("Authorization", "Bearer " + *token);
    }
  }
};

// A user who looks for a room.
class Guest : public MotelUser {};

// A user who owns motels.
class Owner : public MotelUser {};
