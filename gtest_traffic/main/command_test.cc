// SPDX-License-Identifier: Apache-2.0
// Runs a suite as a person or a pipeline does.
#include "gtest_traffic/main/testing/command_test.h"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

namespace traffic::detail {
namespace {

using testing::AllOf;
using testing::ContainsRegex;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

TEST_F(CommandTest, RunsTestPerRow) {
  const Outcome outcome = run({"--traffic_base_url=" + url(), "--gtest_filter=Probe.Pays*"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.text;
  EXPECT_THAT(outcome.text,
              AllOf(HasSubstr("OK ] Probe.Pays_visa"), HasSubstr("OK ] Probe.Pays_amex__gold")));
  EXPECT_THAT(asked(), ElementsAre(R"(POST {"card":"visa","amount":"10"})",
                                   R"(POST {"card":"amex, gold","amount":"20"})"));
}

TEST_F(CommandTest, MissingTargetIsFailureOfJourney) {
  const Outcome outcome = run({"--gtest_filter=Probe.Looks"});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(
      outcome.text,
      AllOf(ContainsRegex("probe\\.cc:[0-9]+: Failure\nFailed\nno target: set --traffic_base_url="),
            Not(HasSubstr("Value of")), Not(HasSubstr("exception"))));
}

TEST_F(CommandTest, ListsRowsWithoutTarget) {
  const Outcome outcome = run({"--gtest_list_tests", "--traffic_base_url=http://127.0.0.1:1"});
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_THAT(outcome.text, AllOf(HasSubstr("  Pays_visa  # GetParam() = "),
                                  HasSubstr(R"(probe_rows.csv:2 {"card":"visa","amount":"10"})")));
}

TEST_F(CommandTest, HelpPrintsAllFlagsOnceAndRunsNothing) {
  for (const char* const help : {"--help", "-h"}) {
    const Outcome outcome = run({"--traffic_base_url=" + url(), help});
    EXPECT_EQ(outcome.exit_code, 0) << help << outcome.text;
    EXPECT_THAT(outcome.text, AllOf(HasSubstr("--gtest_filter="), Not(HasSubstr("error: "))));
    const std::size_t flag = outcome.text.find("--traffic_junit=");
    EXPECT_NE(flag, std::string::npos) << help << outcome.text;
    EXPECT_EQ(outcome.text.find("--traffic_junit=", flag + 1), std::string::npos) << help;
  }
  EXPECT_THAT(asked(), ElementsAre());
}

TEST_F(CommandTest, SelectsJourneyWithAllRows) {
  const Outcome outcome = run({"--traffic_base_url=" + url(), "--traffic_journeys=Probe.Pays"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.text;
  EXPECT_EQ(asked().size(), 2U);
}

TEST_F(CommandTest, RejectsInvalidRowsBeforeTraffic) {
  write("probe_rows.csv", "card,amount\nvisa\namex,1,2\n");
  const Outcome outcome =
      run({"--traffic_base_url=" + url()}, {"TRAFFIC_DATA_DIR=" + folder_.string()});
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_THAT(outcome.text,
              AllOf(HasSubstr("probe_rows.csv:2: expected 2 fields, as in the first line, got 1"),
                    HasSubstr("probe_rows.csv:3: expected 2 fields, as in the first line, got 3"),
                    HasSubstr("nothing was sent")));
  EXPECT_THAT(asked(), ElementsAre());
}

TEST_F(CommandTest, UsesEnvironmentFile) {
  write("token", "battery-staple\n");
  write("staging.yaml", "base_url: " + url() +
                            "\nheaders: {X-Tenant: blue}\nvariables: {currency: EUR}\n"
                            "secrets:\n  API_TOKEN: {file: token}\n  API_KEY:\n");
  const Outcome outcome = run({"--traffic_env=staging", "--gtest_filter=Probe.ReadsItsEnvironment"},
                              {"TRAFFIC_DATA_DIR=" + folder_.string()});
  // Rows are read from TRAFFIC_DATA_DIR too, which does not have them here.
  EXPECT_EQ(outcome.exit_code, 2);
  const Outcome found = run({"--traffic_env=" + path("staging.yaml"),
                             "--gtest_filter=Probe.ReadsItsEnvironment", "--traffic_ledger=none"});
  EXPECT_EQ(found.exit_code, 0) << found.text;
  EXPECT_THAT(asked(), ElementsAre("tenant blue, token battery-staple"));
  const Outcome beaten =
      run({"--traffic_env=" + path("staging.yaml"), "--gtest_filter=Probe.ReadsItsEnvironment",
           "--traffic_base_url=http://127.0.0.1:1", "--traffic_ledger=none"});
  EXPECT_EQ(beaten.exit_code, 1);
  EXPECT_THAT(beaten.text, AllOf(HasSubstr("connection refused"),
                                 HasSubstr(" --traffic_env=" + path("staging.yaml")),
                                 Not(HasSubstr("battery-staple"))));
}

TEST_F(CommandTest, ReportsAllMistakesOfEnvironmentFile) {
  write("staging.yaml",
        "base_url: nonsense://x\nheader: {}\nsecrets:\n  API_KEY: hunter22\n  API_TOKEN: {file: "
        "none}\n");
  const Outcome outcome = run({"--traffic_env=" + path("staging.yaml"), "--traffic_sed=1"});
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_THAT(outcome.text,
              AllOf(HasSubstr("staging.yaml:1: "),
                    HasSubstr("staging.yaml:2: unknown key 'header': expected one of"),
                    HasSubstr("did you mean 'headers'?"),
                    HasSubstr("staging.yaml:4: secret 'API_KEY' has a value in this file"),
                    HasSubstr("staging.yaml:5: secret 'API_TOKEN': " + path("none")),
                    HasSubstr("--traffic_seed"), Not(HasSubstr("hunter22"))));
  EXPECT_THAT(asked(), ElementsAre());
  EXPECT_EQ(run({"--traffic_env=" + path("staging.yaml"), "--gtest_list_tests"}).exit_code, 2);
  write("staging.yaml", "secrets: {API_TOKEN: }\n");
  EXPECT_EQ(run({"--traffic_env=" + path("staging.yaml"), "--gtest_list_tests"}).exit_code, 0)
      << "listing the tests requires no secrets";
}

TEST_F(CommandTest, DeletesResourcesHoweverJourneyEnds) {
  EXPECT_EQ(make("").exit_code, 0);
  EXPECT_THAT(asked(), ElementsAre("POST /things/1", "POST /things/2", "DELETE /things/2",
                                   "DELETE /things/1", "POST /things/3", "DELETE /things/3"));
  for (const char* ending : {"fail", "throw"}) {
    const Outcome outcome = make(ending);
    EXPECT_EQ(outcome.exit_code, 1) << ending;
    EXPECT_THAT(outcome.text, Not(HasSubstr("left behind"))) << ending;
  }
  EXPECT_EQ(asked().size(), 19U);
  EXPECT_EQ(journals(), 0U);
}

TEST_F(CommandTest, InterruptDeletesResourcesAndSkipsRest) {
  const Outcome outcome = make("wait", {"waiting"});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.text,
              AllOf(HasSubstr("the run was interrupted"), HasSubstr("SKIPPED ] Probe.MakesMore"),
                    Not(HasSubstr("left behind"))));
  EXPECT_THAT(asked(), ElementsAre("POST /things/1", "POST /things/2", "DELETE /things/2",
                                   "DELETE /things/1"));
}

TEST_F(CommandTest, NextRunDeletesResourcesOfCrash) {
  EXPECT_EQ(make("crash").exit_code, 128 + SIGKILL);
  EXPECT_EQ(journals(), 1U);
  std::ifstream journal(std::filesystem::directory_iterator(path("ledger"))->path());
  const std::string text{std::istreambuf_iterator<char>(journal), {}};
  EXPECT_THAT(text, AllOf(HasSubstr(url() + "/things/2"), Not(HasSubstr("correct-horse"))));

  const Outcome next = run({"--traffic_base_url=" + url(), "--traffic_ledger=" + path("ledger"),
                            "--gtest_filter=Probe.Looks"});
  EXPECT_EQ(next.exit_code, 0) << next.text;
  EXPECT_THAT(next.text, HasSubstr("clean-up: deleted 2 resources of earlier runs"));
  EXPECT_THAT(asked(), ElementsAre("POST /things/1", "POST /things/2", "DELETE /things/2",
                                   "DELETE /things/1", "GET /things"));
  EXPECT_EQ(journals(), 0U);
}

TEST_F(CommandTest, ListingAndOtherTargetsDeleteNothing) {
  EXPECT_EQ(make("crash").exit_code, 128 + SIGKILL);
  run({"--gtest_list_tests", "--traffic_base_url=" + url(), "--traffic_ledger=" + path("ledger")});
  run({"--traffic_cleanup", "--traffic_base_url=http://127.0.0.1:1",
       "--traffic_ledger=" + path("ledger")});
  EXPECT_EQ(asked().size(), 2U);
  EXPECT_EQ(journals(), 1U);
}

TEST_F(CommandTest, CleanUpReportsItsResult) {
  const std::vector<std::string> clean_up{"--traffic_cleanup",
                                          "--traffic_ledger=" + path("ledger")};
  const Outcome nothing = run(clean_up);
  EXPECT_EQ(nothing.exit_code, 0);
  EXPECT_THAT(nothing.text, HasSubstr("clean-up: no resources to delete"));

  make("crash");
  status_of_delete_ = 500;
  const Outcome refused = run(clean_up);
  EXPECT_EQ(refused.exit_code, 1);
  EXPECT_THAT(refused.text,
              AllOf(HasSubstr("2 resources that journeys created are left behind"),
                    HasSubstr("DELETE " + url() + "/things/1 (Probe.Makes): status 500"),
                    HasSubstr(" --traffic_cleanup --traffic_ledger=" + path("ledger"))));
  status_of_delete_ = 404;
  const Outcome gone = run(clean_up);
  EXPECT_EQ(gone.exit_code, 0);
  EXPECT_THAT(gone.text, HasSubstr("deleted 2 resources"));
  EXPECT_EQ(journals(), 0U);
}

TEST_F(CommandTest, NextRunNamesRequestsWithUnknownOutcome) {
  const std::vector<std::string> flags = {"--traffic_base_url=" + url(),
                                          "--traffic_ledger=" + path("ledger")};
  const auto die = [&] {
    return run({flags[0], flags[1], "--gtest_filter=Probe.IsKilledInPost"}).exit_code;
  };
  ASSERT_EQ(die(), 128 + SIGKILL);
  ASSERT_EQ(journals(), 1U);
  const Outcome next = run({flags[0], flags[1], "--gtest_filter=Probe.Looks"});
  EXPECT_EQ(next.exit_code, 0) << next.text;
  EXPECT_THAT(next.text,
              HasSubstr("clean-up: deleted 1 resource of earlier runs; the outcome of 1 request is "
                        "unknown (1 × POST /teams): look for resources that it created\n"));
  EXPECT_EQ(journals(), 0U);

  ASSERT_EQ(die(), 128 + SIGKILL);
  const Outcome clean_up = run({"--traffic_cleanup", flags[1]});
  EXPECT_EQ(clean_up.exit_code, 1) << "a resource may remain";
  EXPECT_THAT(clean_up.text, HasSubstr("(1 × POST /teams)"));
  const Outcome again = run({"--traffic_cleanup", flags[1]});
  EXPECT_EQ(again.exit_code, 0);
  EXPECT_THAT(again.text, HasSubstr("clean-up: no resources to delete"));
}

TEST_F(CommandTest, NextRunDeletesResourceOfUnansweredPut) {
  EXPECT_EQ(run({"--traffic_base_url=" + url(), "--traffic_ledger=" + path("ledger"),
                 "--gtest_filter=Probe.IsKilledInPut"})
                .exit_code,
            128 + SIGKILL);
  const Outcome clean_up = run({"--traffic_cleanup", "--traffic_ledger=" + path("ledger")});
  EXPECT_EQ(clean_up.exit_code, 0);
  EXPECT_THAT(clean_up.text, HasSubstr("clean-up: deleted 1 resource of earlier runs\n"));
  EXPECT_THAT(asked(), ElementsAre("killed by /things/5", "DELETE /things/5"));
}

TEST_F(CommandTest, RunNamesRequestsWithUnknownOutcomeAtItsEnd) {
  const std::vector<std::string> arguments = {"--traffic_base_url=" + url(),
                                              "--traffic_ledger=" + path("ledger"),
                                              "--gtest_filter=Probe.LosesResponses:Probe.Looks"};
  const std::string unknown =
      "the outcome of 2 requests is unknown (2 × POST /resets): look for resources that they "
      "created";
  const Outcome outcome = run(arguments);
  EXPECT_EQ(outcome.exit_code, 0) << outcome.text;
  EXPECT_THAT(outcome.text, HasSubstr("clean-up: " + unknown));
  EXPECT_EQ(outcome.text.find(unknown), outcome.text.rfind(unknown));
  EXPECT_EQ(journals(), 1U);
  EXPECT_THAT(run({"--traffic_cleanup", arguments[1]}).text,
              HasSubstr("clean-up: the outcome of 2 requests of earlier runs is unknown"));

  const Outcome load =
      run({arguments[0], arguments[1], "--traffic_journeys=Probe.LosesResponses",
           "--traffic_load=steady", "--traffic_rate=20", "--traffic_duration=500ms"});
  EXPECT_THAT(load.text, HasSubstr(" × POST /resets): look for resources that they created"));
}

TEST_F(CommandTest, FailedDeletionFailsTest) {
  status_of_delete_ = 500;
  const Outcome outcome = make("");
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.text, AllOf(HasSubstr("FAILED  ] Probe.Makes"),
                                  HasSubstr("2 resources that journeys created are left behind")));
  EXPECT_EQ(journals(), 1U);
}

TEST_F(CommandTest, AcceptsEmptyShardButNotEmptyRun) {
  const std::vector<std::string> one = {"--traffic_base_url=" + url(),
                                        "--gtest_filter=Probe.Looks"};
  EXPECT_EQ(run(one, {"GTEST_TOTAL_SHARDS=2", "GTEST_SHARD_INDEX=1"}).exit_code, 0);
  EXPECT_EQ(run({"--traffic_base_url=" + url(), "--gtest_filter=No.Such"}).exit_code, 1);
}

}  // namespace
}  // namespace traffic::detail
