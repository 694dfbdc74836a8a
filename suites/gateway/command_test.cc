// SPDX-License-Identifier: Apache-2.0
// Runs the gateway's suite from the command line.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "fixtures/embedded.h"
#include "fixtures/targets.h"
#include "suites/run_command.h"

namespace {

using suites::Outcome;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

Outcome run(std::vector<std::string> arguments, std::vector<std::string> variables = {}) {
  return suites::run(GATEWAY_SUITE, std::move(arguments), std::move(variables));
}

TEST(GatewayCommandTest, BenchmarkHostIsTheTarget) {
  const auto gateway = traffic::fixtures::start_target("gateway");
  const Outcome outcome =
      run({"--gtest_filter=-GatewayLoad.*"},
          {"BENCHMARK_HOST=" + gateway->url(), "BENCHMARK_USERS=50", "BENCHMARK_DURATION=300"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.text;
  EXPECT_THAT(outcome.text, AllOf(HasSubstr("[  PASSED  ] 9 tests"), Not(HasSubstr("SKIPPED")),
                                  HasSubstr("BENCHMARK_USERS has no effect without a load")));
  EXPECT_GE(gateway->requests(), 9U);
}

TEST(GatewayCommandTest, DocumentJourneysAreSkippedWhereNotMounted) {
  const auto bare = traffic::fixtures::embedded_server([](traffic::Server& server) {
    server.route("GET", "/",
                 [](const traffic::ServerRequest&) { return traffic::ServerResponse(); });
  });
  const Outcome outcome = run({"--traffic_journeys=DocumentUser.*,GatewayUser.OpensTheRoot",
                               "--traffic_base_url=" + bare->url()});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.text;
  EXPECT_THAT(outcome.text, AllOf(HasSubstr("[  SKIPPED ] 5 tests"),
                                  HasSubstr("expected it below /api/v1/documents")));
}

TEST(GatewayCommandTest, UploadedDocumentsAreDeleted) {
  const auto gateway = traffic::fixtures::start_target("gateway");
  const std::string target = "--traffic_base_url=" + gateway->url();
  const Outcome outcome =
      run({"--gtest_filter=DocumentUser.UploadsADocument", target, "--traffic_ledger=none",
           "--traffic_log=json", "--traffic_log_level=debug"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.text;
  EXPECT_EQ(gateway->requests(), 3U) << "a session, an upload and a deletion: " << outcome.text;
}

TEST(GatewayCommandTest, InvalidHostIsRefused) {
  const Outcome outcome = run({}, {"BENCHMARK_HOST=http://a b", "BENCHMARK_USERS=many"});
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_THAT(outcome.text, AllOf(HasSubstr("environment variable BENCHMARK_HOST"),
                                  HasSubstr("environment variable BENCHMARK_USERS")));
}

}  // namespace
