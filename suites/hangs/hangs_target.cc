// SPDX-License-Identifier: Apache-2.0
// The target of the journeys that hang.
#include <chrono>
#include <memory>

#include "gtest_traffic/server/server.h"
#include "gtest_traffic/suite.h"

namespace {

using namespace std::chrono_literals;

class Target final : public traffic::EmbeddedTarget {
 public:
  Target() {
    server_.route("GET", "/ok", [](const traffic::ServerRequest&) {
      return traffic::ServerResponse{200, "{}"};
    });
    server_.route("GET", "/slow", [](const traffic::ServerRequest&) {
      traffic::server_sleep(200ms);
      return traffic::ServerResponse{200, "{}"};
    });
    server_.start();
  }
  ~Target() override { server_.stop(); }
  std::string url() const override { return server_.url(); }

 private:
  traffic::Server server_;
};

const bool kDeclared = traffic::declare_suite(
    {.variables = {}, .start_target = [] { return std::make_unique<Target>(); }});

}  // namespace
