// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "gtest_traffic/openapi/discovery.h"

namespace traffic::openapi {

// One part of a target that was checked.
struct HealthCheck {
  bool ok = false;
  std::string text = {};  // `GET http://host/docman/health: status 200`
};

// Requests the root of the target, and the health endpoint or the root of each application. Adds a
// check of each document. A status below 500 is fine, and an endpoint for the health must have a
// status of 2xx. Blocks the calling thread.
std::vector<HealthCheck> check_health(const DiscoveryRequest& request, const Discovery& found);

}  // namespace traffic::openapi
