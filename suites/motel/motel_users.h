// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gtest_traffic/gtest_traffic.h"

// Anyone who talks to the motel API; carries the bearer token where one was given.
class MotelUser : public traffic::User {
 protected:
  void SetUp() override {
    if (const std::string* token = traffic::find_secret("API_TOKEN")) {
      http.header("Authorization", "Bearer " + *token);
    }
  }
};

// Someone who looks for a room.
class Guest : public MotelUser {};

// Someone who owns motels.
class Owner : public MotelUser {};
