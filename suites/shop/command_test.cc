// SPDX-License-Identifier: Apache-2.0
// Runs the shop suite from the command line and checks exit codes, messages and the report folder.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <boost/json/parse.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "suites/shop/run_command.h"

namespace {

using shop::Outcome;
using shop::run;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

std::string fresh_folder(const std::string& name) {
  const auto path =
      std::filesystem::temp_directory_path() / ("shop_command_" + name + std::to_string(getpid()));
  std::filesystem::remove_all(path);
  return path.string();
}

std::string read(const std::string& path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

boost::json::value read_report(const std::string& folder) {
  boost::system::error_code error;
  return boost::json::parse(read(folder + "/report.json"), error);
}

TEST(ShopCommandTest, AllMistakesAreReportedBeforeTraffic) {
  const Outcome outcome =
      run({"--traffic_lod=steady", "--traffic_rate=-5", "--traffic_journeys=Shoper.*"});
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_THAT(outcome.text,
              AllOf(HasSubstr("--traffic_load"), HasSubstr("'-5'"),
                    HasSubstr("no journey is called 'Shoper.*'"), HasSubstr("nothing was sent")));
}

TEST(ShopCommandTest, MisspelledGoogleTestFlagIsRefused) {
  const Outcome outcome = run({"--gtest_fliter=Shopper.*"});
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_THAT(outcome.text, HasSubstr("did you mean '--gtest_filter'?"));
}

TEST(ShopCommandTest, UnknownJourneyIsRefused) {
  const Outcome outcome = run({"--traffic_load=steady", "--traffic_journeys=Shopper.BuysSomethin"});
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_THAT(outcome.text, HasSubstr("did you mean 'Shopper.BuysSomething'?"));
}

TEST(ShopCommandTest, UnwritableReportFolderIsRefused) {
  const Outcome outcome = run({"--traffic_load=steady", "--traffic_report_dir=/proc/nowhere"});
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_THAT(outcome.text, HasSubstr("/proc/nowhere"));
}

TEST(ShopCommandTest, LoadOnAPublicAddressIsRefused) {
  const Outcome outcome = run({"--traffic_load=steady", "--traffic_base_url=http://192.0.2.1"});
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_THAT(outcome.text, HasSubstr("--traffic_allow_target=192.0.2.1"));
}

TEST(ShopCommandTest, LoadThroughAPublicProxyIsRefused) {
  const Outcome outcome = run({"--traffic_load=steady", "--traffic_proxy=http://192.0.2.1:3128"});
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_THAT(outcome.text, HasSubstr("the proxy 192.0.2.1"));
  EXPECT_THAT(outcome.text, HasSubstr("--traffic_allow_target=192.0.2.1"));
}

TEST(ShopCommandTest, ThrowOnFailureIsRefusedUnderLoad) {
  const Outcome outcome = run({"--traffic_load=steady", "--gtest_throw_on_failure"});
  EXPECT_EQ(outcome.exit_code, 2);
}

TEST(ShopCommandTest, RejectsUnknownFlag) {
  const Outcome outcome = run({"--traffic_locust=127.0.0.1:5557"});
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_THAT(outcome.text, HasSubstr("flag --traffic_locust is unknown"));
}

TEST(ShopCommandTest, RunWithoutTestsFails) {
  EXPECT_EQ(run({"--gtest_filter=No.SuchTest"}).exit_code, 1);
}

TEST(ShopCommandTest, UnreachableTargetFailsTheTest) {
  const Outcome outcome =
      run({"--traffic_base_url=http://127.0.0.1:1", "--gtest_filter=Shopper.ListsOrders"});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.text, HasSubstr("connection refused"));
}

TEST(ShopCommandTest, TestListNeedsNoTarget) {
  const Outcome outcome = run({"--gtest_list_tests", "--traffic_base_url=http://127.0.0.1:1"});
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_THAT(outcome.text, HasSubstr("BuysSomething"));
}

TEST(ShopCommandTest, SecretsAreNotPrinted) {
  const Outcome outcome =
      run({"--gtest_filter=Shopper.ListsOrders"}, {"API_KEY=correct-horse-battery"});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.text,
              AllOf(HasSubstr("expected status 200, got 401"), HasSubstr("X-API-Key: $API_KEY"),
                    Not(HasSubstr("correct-horse-battery"))));
}

TEST(ShopCommandTest, HeadlineIsTheSameInEveryOutput) {
  const std::string folder = fresh_folder("headline");
  const std::string junit = folder + "/junit.xml";
  const Outcome outcome =
      run({"--traffic_load=steady", "--traffic_journeys=Shopper.ListsOrders", "--traffic_rate=20/s",
           "--traffic_duration=1s", "--traffic_report_dir=" + folder, "--traffic_junit=" + junit},
          {"API_KEY=correct-horse-battery"});
  EXPECT_EQ(outcome.exit_code, 1);
  const std::string line =
      "Shopper.ListsOrders, step 'GET /api/orders': expected status 200, got 401";
  EXPECT_THAT(outcome.text, AllOf(HasSubstr(" ×  " + line + "\n"),                   // the table
                                  HasSubstr(": Failure\nFailed\n" + line + "\n")));  // as in CTest
  for (const char* name : {"/report.html", "/report.json"}) {
    EXPECT_THAT(read(folder + name), HasSubstr("\"headline\":\"" + line + "\"")) << name;
  }
  std::string summary = read(folder + "/summary.md");
  std::erase(summary, '\\');
  EXPECT_THAT(summary, HasSubstr("| " + line + " |"));
  EXPECT_THAT(read(junit), HasSubstr("<failure message=\"" + line + "\""));
  std::filesystem::remove_all(folder);
}

TEST(ShopCommandTest, ModeVariableSelectsAProfile) {
  const std::string folder = fresh_folder("mode");
  const Outcome outcome =
      run({"--traffic_report_dir=" + folder}, {"MODE=realistic", "RPS=30", "DURATION=2"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.text;
  const auto report = read_report(folder);
  ASSERT_TRUE(report.is_object());
  EXPECT_EQ(report.at("verdict"), "pass");
  EXPECT_NEAR(report.at("offered_rate").to_number<double>(), 30, 0.6);
  std::filesystem::remove_all(folder);
}

TEST(ShopCommandTest, NoteWithoutModeNamesTheMode) {
  const Outcome outcome = run({"--gtest_filter=Shopper.ListsOrders"}, {"RPS=30", "DURATION=2"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.text;
  EXPECT_THAT(outcome.text, HasSubstr("note: environment variable DURATION has no effect without a "
                                      "load; set MODE=realistic or another profile\n"));
}

TEST(ShopCommandTest, LogOfContainerHasStatisticsOfEndpoints) {
  const Outcome outcome =
      run({"--traffic_load=steady", "--traffic_users=2", "--traffic_duration=2",
           "--traffic_journeys=Shopper.ListsOrders,Shopper.CannotReadAnUnknownUser"},
          {"API_KEY=wrong-key"});
  EXPECT_THAT(outcome.text,
              AllOf(HasSubstr(" errors, 0.0% success, "),
                    HasSubstr("s] failed: Shopper.ListsOrders, step 'GET /api/orders': "),
                    HasSubstr("   Top Endpoints:\n     GET /api/"),
                    HasSubstr("\nendpoints   GET /api/"), HasSubstr(" req (0.0% success, ")));
}

TEST(ShopCommandTest, ModesHaveDefaultDurations) {
  EXPECT_THAT(run({}, {"MODE=demo"}, {"load demo on"}).text, HasSubstr(" for 3.33 min"));
  EXPECT_THAT(run({}, {"MODE=steady"}, {"load steady on"}).text, HasSubstr(" for 5 min"));
}

TEST(ShopCommandTest, FailedGateFailsTheRun) {
  const Outcome outcome = run({"--traffic_load=steady", "--traffic_rate=50", "--traffic_duration=2",
                               "--traffic_expect=achieved_rate>=90/s"});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.text, HasSubstr("achieved_rate>=90/s"));
}

TEST(ShopCommandTest, InterruptedLoadWritesItsReport) {
  const std::string folder = fresh_folder("interrupt");
  const Outcome outcome = run({"--traffic_load=steady", "--traffic_rate=50",
                               "--traffic_duration=50", "--traffic_report_dir=" + folder},
                              {}, {"[2.0s of"});
  // A busy machine can delay the generator.
  const bool is_invalid = outcome.text.find("verdict: invalid") != std::string::npos;
  EXPECT_EQ(outcome.exit_code, is_invalid ? 1 : 0) << outcome.text;
  const auto report = read_report(folder);
  ASSERT_TRUE(report.is_object());
  EXPECT_GE(report.at("requests").to_number<int>(), 50);
  std::filesystem::remove_all(folder);
}

}  // namespace
