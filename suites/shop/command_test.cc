// SPDX-License-Identifier: Apache-2.0
// The shop suite as a person or a pipeline calls it: exit codes, messages, what reaches the report
// folder.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <boost/json/parse.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

struct Outcome {
  int exit_code = -1;
  std::string text;  // of both streams
};

// Runs the suite; an interrupt is sent once the output holds `interrupt_at`.
Outcome run(std::vector<std::string> arguments, std::vector<std::string> variables = {},
            const std::string& interrupt_at = {}) {
  arguments.insert(arguments.begin(), SHOP_SUITE);
  std::vector<char*> argv, environment;
  for (std::string& argument : arguments) argv.push_back(argument.data());
  argv.push_back(nullptr);
  for (std::string& variable : variables) environment.push_back(variable.data());
  environment.push_back(nullptr);

  std::array<int, 2> ends{};
  if (pipe(ends.data()) != 0) return {};
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDERR_FILENO);
  posix_spawn_file_actions_addclose(&actions, ends[0]);
  pid_t child = -1;
  const int error =
      posix_spawn(&child, SHOP_SUITE, &actions, nullptr, argv.data(), environment.data());
  posix_spawn_file_actions_destroy(&actions);
  close(ends[1]);
  Outcome outcome;
  if (error != 0) return outcome;
  std::array<char, 4096> buffer{};
  bool interrupted = interrupt_at.empty();
  for (ssize_t count = 0; (count = read(ends[0], buffer.data(), buffer.size())) > 0;) {
    outcome.text.append(buffer.data(), static_cast<std::size_t>(count));
    if (!interrupted && outcome.text.find(interrupt_at) != std::string::npos) {
      kill(child, SIGINT);
      interrupted = true;
    }
  }
  close(ends[0]);
  int status = 0;
  waitpid(child, &status, 0);
  outcome.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return outcome;
}

std::string fresh_folder(const std::string& name) {
  const auto path =
      std::filesystem::temp_directory_path() / ("shop_command_" + name + std::to_string(getpid()));
  std::filesystem::remove_all(path);
  return path.string();
}

boost::json::value read_report(const std::string& folder) {
  std::ifstream file(folder + "/report.json");
  std::stringstream text;
  text << file.rdbuf();
  boost::system::error_code error;
  return boost::json::parse(text.str(), error);
}

TEST(ShopCommand, RefusesAllMistakesAtOnceBeforeAnyTraffic) {
  const Outcome outcome =
      run({"--traffic_lod=steady", "--traffic_rate=-5", "--traffic_journeys=Shoper.*"});
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_THAT(outcome.text,
              AllOf(HasSubstr("--traffic_load"), HasSubstr("'-5'"),
                    HasSubstr("no journey is called 'Shoper.*'"), HasSubstr("nothing was sent")));
}

TEST(ShopCommand, RefusesAMisspeltFlagOfGoogleTest) {
  const Outcome outcome = run({"--gtest_fliter=Shopper.*"});
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_THAT(outcome.text, HasSubstr("did you mean '--gtest_filter'?"));
}

TEST(ShopCommand, RefusesAnUnknownJourney) {
  const Outcome outcome = run({"--traffic_load=steady", "--traffic_journeys=Shopper.BuysSomethin"});
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_THAT(outcome.text, HasSubstr("no journey is called 'Shoper.*'.BuysSomething'?"));
}

TEST(ShopCommand, RefusesAFolderItCannotWriteTo) {
  const Outcome outcome = run({"--traffic_load=steady", "--traffic_report_dir=/proc/nowhere"});
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_THAT(outcome.text, HasSubstr("/proc/nowhere"));
}

TEST(ShopCommand, RefusesLoadOnAPublicAddress) {
  const Outcome outcome = run({"--traffic_load=steady", "--traffic_base_url=http://192.0.2.1"});
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_THAT(outcome.text, HasSubstr("--traffic_allow_target=192.0.2.1"));
}

TEST(ShopCommand, RefusesToThrowOnFailureUnderLoad) {
  const Outcome outcome = run({"--traffic_load=steady", "--gtest_throw_on_failure"});
  EXPECT_EQ(outcome.exit_code, 2);
}

TEST(ShopCommand, AnswersThatAFeatureIsNotBuiltYet) {
  const Outcome outcome = run({"--traffic_locust=127.0.0.1:5557"});
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_THAT(outcome.text, HasSubstr("not built yet"));
}

TEST(ShopCommand, IsRedWhenNoTestRuns) {
  EXPECT_EQ(run({"--gtest_filter=No.SuchTest"}).exit_code, 1);
}

TEST(ShopCommand, IsRedWhenTheTargetCannotBeReached) {
  const Outcome outcome =
      run({"--traffic_base_url=http://127.0.0.1:1", "--gtest_filter=Shopper.ListsOrders"});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.text, HasSubstr("connection refused"));
}

TEST(ShopCommand, ListsItsTestsWithoutATarget) {
  const Outcome outcome = run({"--gtest_list_tests", "--traffic_base_url=http://127.0.0.1:1"});
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_THAT(outcome.text, HasSubstr("BuysSomething"));
}

TEST(ShopCommand, PrintsNoSecret) {
  const Outcome outcome =
      run({"--gtest_filter=Shopper.ListsOrders"}, {"API_KEY=correct-horse-battery"});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.text,
              AllOf(HasSubstr("expected status 200, got 401"), HasSubstr("X-API-Key: $API_KEY"),
                    Not(HasSubstr("correct-horse-battery"))));
}

TEST(ShopCommand, RunsAModeOfTheGeneratorItReplaces) {
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

TEST(ShopCommand, AGateThatDoesNotHoldFailsTheRun) {
  const Outcome outcome = run({"--traffic_load=steady", "--traffic_rate=50", "--traffic_duration=2",
                               "--traffic_expect=achieved_rate>=90/s"});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.text, HasSubstr("achieved_rate>=90/s"));
}

TEST(ShopCommand, AnInterruptStillLeavesTheReport) {
  const std::string folder = fresh_folder("interrupt");
  const Outcome outcome = run({"--traffic_load=steady", "--traffic_rate=50",
                               "--traffic_duration=50", "--traffic_report_dir=" + folder},
                              {}, "[2.0s of");
  EXPECT_EQ(outcome.exit_code, 0) << outcome.text;
  const auto report = read_report(folder);
  ASSERT_TRUE(report.is_object());
  EXPECT_GE(report.at("requests").to_number<int>(), 50);
  std::filesystem::remove_all(folder);
}

}  // namespace
