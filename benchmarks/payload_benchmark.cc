// SPDX-License-Identifier: Apache-2.0
// Benchmarks bodies of four sizes, received and sent. Each journey sends one request.
#include <gtest_traffic/benchmark.h>
#include <gtest_traffic/gtest_traffic.h>
#include <gtest_traffic/suite.h>

#include <string>

#include "fixtures/embedded.h"

using namespace traffic;
using namespace traffic::detail;

namespace {

// Returns a JSON document of about `size` bytes, a list of short records as in typical APIs.
std::string document(std::size_t size) {
  std::string text = R"({"items":[{"id":0,"name":"first"})";
  for (int i = 1; text.size() < size; ++i) {
    text +=
        R"(,{"id":)" + std::to_string(i) + R"(,"name":"Item number )" + std::to_string(i) + "\"}";
  }
  return text + "]}";
}

const std::string& body_of(std::string_view size) {
  static const std::string bytes_200 = document(200), kilobytes_2 = document(2 << 10),
                           kilobytes_64 = document(64 << 10), megabyte = document(1 << 20);
  return size == "200B"   ? bytes_200
         : size == "2KB"  ? kilobytes_2
         : size == "64KB" ? kilobytes_64
                          : megabyte;
}

void add_routes(Server& server) {
  server.route("GET", "/{}", [](const ServerRequest& request) {
    return ServerResponse{200, body_of(request.path.substr(1))};
  });
  server.route("POST", "/", [](const ServerRequest& request) {
    return ServerResponse{201, std::to_string(request.body.size())};
  });
}

const bool kDeclared = declare_suite(
    {.variables = {}, .start_target = [] { return fixtures::embedded_server(add_routes); }});

}  // namespace

class Payload : public User {
 protected:
  void receive(std::string_view size) { EXPECT_THAT(http.get("/{}", size), StatusIs(200)); }
  void receive_and_parse(std::string_view size) {
    EXPECT_THAT(http.get("/{}", size), AllOf(StatusIs(200), JsonAt("/items/0/name", "first")));
  }
  void send(std::string_view size) {
    EXPECT_THAT(http.post("/", raw(body_of(size), "application/json")), StatusIs(201));
  }
};

JOURNEY(Payload, Receives200B) { receive("200B"); }
JOURNEY(Payload, Receives2KB) { receive("2KB"); }
JOURNEY(Payload, Receives64KB) { receive("64KB"); }
JOURNEY(Payload, Receives1MB) { receive("1MB"); }
JOURNEY(Payload, Parses200B) { receive_and_parse("200B"); }
JOURNEY(Payload, Parses2KB) { receive_and_parse("2KB"); }
JOURNEY(Payload, Parses64KB) { receive_and_parse("64KB"); }
JOURNEY(Payload, Parses1MB) { receive_and_parse("1MB"); }
JOURNEY(Payload, Sends200B) { send("200B"); }
JOURNEY(Payload, Sends2KB) { send("2KB"); }
JOURNEY(Payload, Sends64KB) { send("64KB"); }
JOURNEY(Payload, Sends1MB) { send("1MB"); }

TRAFFIC_BENCHMARK("Payload.Receives200B");
TRAFFIC_BENCHMARK("Payload.Receives2KB");
TRAFFIC_BENCHMARK("Payload.Receives64KB");
TRAFFIC_BENCHMARK("Payload.Receives1MB");
TRAFFIC_BENCHMARK("Payload.Parses200B");
TRAFFIC_BENCHMARK("Payload.Parses2KB");
TRAFFIC_BENCHMARK("Payload.Parses64KB");
TRAFFIC_BENCHMARK("Payload.Parses1MB");
TRAFFIC_BENCHMARK("Payload.Sends200B");
TRAFFIC_BENCHMARK("Payload.Sends2KB");
TRAFFIC_BENCHMARK("Payload.Sends64KB");
TRAFFIC_BENCHMARK("Payload.Sends1MB");
