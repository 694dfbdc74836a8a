// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest_traffic/gtest_traffic.h>

#include <chrono>
#include <string>

// A client of the gateway itself.
class GatewayUser : public traffic::User {
 protected:
  // Pauses before the next request. --traffic_think replaces this think time.
  void pause() { think(std::chrono::milliseconds(20), std::chrono::milliseconds(60)); }
};

// A monitor that asks only whether the services are up.
class HealthMonitor : public GatewayUser {};

// A client of the document service, which a gateway need not have.
class DocumentUser : public GatewayUser {
 protected:
  // Creates a session, which is deleted after the journey if the service says where it is.
  traffic::Response create_session();

  // Uploads a small text to a session.
  traffic::Response upload(const traffic::Response& session);
};

// Tells whether the service that should have responded is not mounted in the gateway.
bool is_not_mounted(const traffic::Response& response);

// Returns why a journey is skipped, and what to do.
std::string not_mounted_text();
