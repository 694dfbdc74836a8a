// SPDX-License-Identifier: Apache-2.0
// An embedded server for the journeys of bodies.cc. It accepts forms and files, and serves byte
// ranges.
#include <gtest_traffic/suite.h>

#include "fixtures/embedded.h"

namespace {

using traffic::ServerRequest;
using traffic::ServerResponse;

ServerResponse size_of(const ServerRequest& request) {
  return {.status = 201,
          .body = R"({"bytes":)" + std::to_string(request.body.size()) + "}",
          .headers = {}};
}

ServerResponse part_of(const ServerRequest& request) {
  constexpr std::string_view kLog = "first line\nlast line\n";
  if (request.header("Range") != "bytes=-10") return {.body = std::string(kLog), .headers = {}};
  return {.status = 206,
          .body = std::string(kLog.substr(11)),
          .content_type = "text/plain",
          .headers = {{"Content-Range", "bytes 11-20/21"}}};
}

void add_routes(traffic::Server& server) {
  server.route("POST", "/login", [](const ServerRequest& request) {
    const bool known = request.body == "user=ada&password=x+%26+y";
    return ServerResponse{.status = known ? 200 : 401, .body = "{}", .headers = {}};
  });
  server.route("POST", "/photos", size_of);
  server.route("PUT", "/backups/{}", size_of);
  server.route("GET", "/logs/today", part_of);
}

const bool kDeclared = traffic::declare_suite({
    .variables = {},
    .start_target = [] { return traffic::fixtures::embedded_server(add_routes); },
});

}  // namespace
