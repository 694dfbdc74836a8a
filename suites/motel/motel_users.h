// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest_traffic/gtest_traffic.h>

// A user of the motel API, who sends the bearer token if one is configured.
class MotelUser : public traffic::User {
 protected:
  void SetUp() override {
    try {
      http.header("Authorization", "Bearer " + traffic::secret("API_TOKEN"));
    } catch (const traffic::MissingSecret&) {  // the embedded motel needs no token
    }
  }

  // Sends a GET. Retries it after the status 429, 502, 503 or 504, as often as --traffic_retries
  // permits: up to two times in a test or in a task, and never in other loads.
  traffic::Response read(const traffic::Path& path);
};

// A user who looks for a room.
class Guest : public MotelUser {};

// A user who owns motels.
class Owner : public MotelUser {};
