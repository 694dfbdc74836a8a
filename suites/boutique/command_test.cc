// SPDX-License-Identifier: Apache-2.0
// Runs the boutique's suite from the command line, as a person, a container or a pipeline does.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <boost/json/parse.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "fixtures/latency.h"
#include "fixtures/targets.h"
#include "suites/run_command.h"

namespace {

using suites::Outcome;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

Outcome run(std::vector<std::string> arguments, std::vector<std::string> variables = {},
            const std::vector<std::string>& interrupt_at = {}) {
  return suites::run(BOUTIQUE_SUITE, std::move(arguments), std::move(variables), interrupt_at);
}

// A report folder that is removed at the end of the test.
class Folder {
 public:
  explicit Folder(const std::string& name)
      : path_(std::filesystem::temp_directory_path() /
              fmt::format("boutique_command_{}{}", name, getpid())) {
    std::filesystem::remove_all(path_);
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  std::string flag() const { return "--traffic_report_dir=" + path_.string(); }

  boost::json::value report() const {
    std::ifstream file(path_ / "report.json");
    std::stringstream text;
    text << file.rdbuf();
    boost::system::error_code error;
    return boost::json::parse(text.str(), error);
  }

 private:
  std::filesystem::path path_;
};

TEST(BoutiqueCommandTest, FrontendAddressStartsAnEndlessLoad) {
  const auto boutique = traffic::fixtures::start_target("boutique");
  const Folder folder("continuous");
  const Outcome outcome =
      run({folder.flag(), "--traffic_think=20ms..80ms"},
          {fmt::format("FRONTEND_ADDR=127.0.0.1:{}", boutique->port()), "USERS=4"}, {"] steady |"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.text;
  const auto report = folder.report();
  ASSERT_TRUE(report.is_object()) << outcome.text;
  EXPECT_EQ(report.at("verdict"), "pass");
  EXPECT_GE(report.at("requests").to_number<int>(), 40);
}

TEST(BoutiqueCommandTest, SpawnRateStartsUsersOneByOne) {
  const Folder folder("spawning");
  const Outcome outcome =
      run({folder.flag(), "--traffic_load=steady", "--traffic_duration=3s", "--traffic_users=6",
           "--traffic_spawn_rate=4/s", "--traffic_think=0.1s..0.5s"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.text;
  ASSERT_TRUE(folder.report().is_object());
  EXPECT_EQ(folder.report().at("verdict"), "pass");
}

TEST(BoutiqueCommandTest, GivenRateIsNotLimitedByDefaultUsers) {
  const Folder folder("rate");
  const Outcome outcome = run({folder.flag(), "--traffic_load=steady", "--traffic_rate=40",
                               "--traffic_duration=1s", "--traffic_think=1s"});
  ASSERT_TRUE(folder.report().is_object()) << outcome.text;
  EXPECT_EQ(folder.report().at("dropped"), 0) << outcome.text;
}

TEST(BoutiqueCommandTest, DroppedArrivalsNameTheCap) {
  const Outcome outcome = run(
      {"--traffic_load=steady", "--traffic_rate=40", "--traffic_duration=1s", "--traffic_think=1s"},
      {"USERS=2"});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.text, HasSubstr("no virtual user was free, with at most 2 users, set by "
                                      "environment variable USERS; --traffic_users raises it"));
}

TEST(BoutiqueCommandTest, LocustTableIsPrintedDuringTheRunAndAtItsEnd) {
  const Outcome outcome =
      run({"--traffic_statistics=locust", "--traffic_load=steady", "--traffic_duration=3s",
           "--traffic_users=2", "--traffic_spawn_rate=10/s", "--traffic_think=10ms..50ms"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.text;
  std::size_t tables = 0;
  for (std::size_t at = 0; (at = outcome.text.find("Type     Name ", at)) != std::string::npos;
       ++at)
    ++tables;
  EXPECT_GE(tables, 2U) << "after two seconds, and at the end";
  EXPECT_THAT(outcome.text,
              AllOf(HasSubstr("POST     /setCurrency "), HasSubstr("         Aggregated "),
                    HasSubstr("verdict: pass"), Not(HasSubstr("Top Endpoints"))));
}

TEST(BoutiqueCommandTest, WaitsForTheHealthPathOfTheFrontend) {
  const auto boutique = traffic::fixtures::start_target("boutique");
  const Outcome ready = run({"--traffic_wait_ready=1m", "--gtest_filter=WebsiteUser.ChecksHealth",
                             "--traffic_base_url=" + boutique->url()});
  EXPECT_EQ(ready.exit_code, 0) << ready.text;
  const Outcome never = run({"--traffic_wait_ready=300ms"}, {"FRONTEND_ADDR=127.0.0.1:1"});
  EXPECT_EQ(never.exit_code, 1);
  EXPECT_THAT(never.text, AllOf(HasSubstr("GET /_healthz"), HasSubstr("connection refused"),
                                Not(HasSubstr("load steady"))));
}

TEST(BoutiqueCommandTest, LongLoadCanBeInterrupted) {
  const Outcome outcome = run(
      {"--traffic_load=soak", "--traffic_duration=1h", "--traffic_users=2", "--traffic_think=10ms"},
      {}, {"] soak: steady |"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.text;
  EXPECT_THAT(outcome.text, HasSubstr("for 1 h,"));
}

TEST(BoutiqueCommandTest, SlowPageIsAFailedCheck) {
  traffic::fixtures::TargetOptions slow;
  slow.service.latency = *traffic::fixtures::parse_latency("2100ms");
  const auto boutique = traffic::fixtures::start_target("boutique", 0, slow);
  const Outcome outcome =
      run({"--gtest_filter=WebsiteUser.ViewCart", "--traffic_base_url=" + boutique->url()});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.text, AllOf(HasSubstr("within 2 s"), HasSubstr("GET /")));
}

TEST(BoutiqueCommandTest, HelpListsVariablesAndProfiles) {
  const Outcome outcome = run({"--traffic_help"});
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_THAT(outcome.text,
              AllOf(HasSubstr("also FRONTEND_ADDR"), HasSubstr("also USERS"),
                    HasSubstr("suite default 1/s"), HasSubstr("smoke      users=5 duration=5m"),
                    HasSubstr("soak       duration=4h")));
}

TEST(BoutiqueCommandTest, OtherVariablesStartNoLoad) {
  const Outcome outcome =
      run({"--gtest_filter=WebsiteUser.Index"}, {"USERS=3", "MODE=steady", "GEVENT_SUPPORT=True"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.text;
  EXPECT_THAT(outcome.text, Not(HasSubstr("Load.steady")));
}

TEST(BoutiqueCommandTest, AllInvalidSettingsAreReported) {
  const Outcome outcome =
      run({"--traffic_spawn_rate=0"}, {"FRONTEND_ADDR=http://a b", "USERS=many"});
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_THAT(outcome.text,
              AllOf(HasSubstr("environment variable FRONTEND_ADDR"),
                    HasSubstr("environment variable USERS: "), HasSubstr("'many'"),
                    HasSubstr("flag --traffic_spawn_rate"), HasSubstr("nothing was sent")));
}

}  // namespace
