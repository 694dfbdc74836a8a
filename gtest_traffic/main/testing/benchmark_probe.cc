// SPDX-License-Identifier: Apache-2.0
// A benchmark program for benchmark_main_test.cc, with its own target.
#include "gtest_traffic/benchmark.h"
#include "gtest_traffic/journey.h"
#include "gtest_traffic/matchers.h"
#include "gtest_traffic/server.h"
#include "gtest_traffic/suite.h"

using namespace std::chrono_literals;
using namespace traffic;
using namespace traffic::detail;

namespace {

class ProbeTarget final : public EmbeddedTarget {
 public:
  ProbeTarget() {
    server_.route("GET", "/ok", [](const ServerRequest&) { return ServerResponse{200, "{}"}; });
    server_.start();
  }
  std::string url() const override { return server_.url(); }

 private:
  Server server_;
};

const bool kDeclared = declare_suite(
    {.variables = {}, .start_target = [] { return std::make_unique<ProbeTarget>(); }});

}  // namespace

class Probe : public User {};

JOURNEY(Probe, Asks) {
  think(1h);  // ignored in a benchmark
  EXPECT_THAT(http.get("/ok"), StatusIs(200));
}
JOURNEY(Probe, AsksTwice) {
  EXPECT_THAT(http.get("/ok"), StatusIs(200));
  EXPECT_THAT(http.get("/ok"), StatusIs(200));
}
JOURNEY(Probe, Fails) { EXPECT_THAT(http.get("/nothing"), StatusIs(200)); }
JOURNEY(Probe, Computes) {
  const Time end = Clock::now() + 5ms;
  while (Clock::now() < end) {
  }
  EXPECT_THAT(http.get("/ok"), StatusIs(200));
}

TRAFFIC_BENCHMARK("Probe.Asks")->ArgName("users")->Arg(1)->Arg(3);
TRAFFIC_BENCHMARK("Probe.AsksTwice");
TRAFFIC_BENCHMARK("Probe.Fails");
TRAFFIC_BENCHMARK("Probe.Ask");
TRAFFIC_BENCHMARK("Probe.Asks")->Name("Nobody")->Arg(0);
TRAFFIC_BENCHMARK("Probe.Asks")->Name("Several")->Threads(2);
TRAFFIC_LATENCY_BENCHMARK("Probe.Asks", per_second(200), 100ms);
TRAFFIC_LATENCY_BENCHMARK("Probe.Fails", per_second(200), 100ms);
TRAFFIC_LATENCY_BENCHMARK("Probe.Computes", per_second(500), 400ms);
TRAFFIC_LATENCY_BENCHMARK("Probe.Asks", per_second(0));
[[maybe_unused]] static benchmark::internal::Benchmark* const kTwin =
    register_latency_benchmark("Probe.Asks", per_second(100), 100ms)->Name("Twin");
