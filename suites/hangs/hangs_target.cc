// SPDX-License-Identifier: Apache-2.0
// The target of the journeys that hang.
#include <gtest_traffic/suite.h>

#include <chrono>

#include "fixtures/embedded.h"

namespace {

using namespace std::chrono_literals;

void add_routes(traffic::Server& server) {
  server.route("GET", "/ok", [](const traffic::ServerRequest&) {
    return traffic::ServerResponse{200, "{}"};
  });
  server.route("GET", "/slow", [](const traffic::ServerRequest&) {
    traffic::server_sleep(200ms);
    return traffic::ServerResponse{200, "{}"};
  });
}

const bool kDeclared =
    traffic::declare_suite({.variables = {}, .start_target = [] {
                              return traffic::fixtures::embedded_server(add_routes);
                            }});

}  // namespace
