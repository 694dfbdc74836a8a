// SPDX-License-Identifier: Apache-2.0
// Tests the output and the exit code for journeys that hang. ci/hangs measures how soon the process
// ends. A time in this file only configures a run.
#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "suites/run_command.h"

namespace {

using suites::Outcome;
using testing::AllOf;
using testing::ContainsRegex;
using testing::HasSubstr;
using testing::Not;

class HangsTest : public testing::Test {
 protected:
  HangsTest() {
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }
  ~HangsTest() override { std::filesystem::remove_all(folder_); }

  std::string path(const std::string& name) const { return (folder_ / name).string(); }
  std::string read(const std::string& name) const {
    std::ifstream in(folder_ / name);
    return {std::istreambuf_iterator<char>(in), {}};
  }

  Outcome run(std::vector<std::string> arguments,
              const std::vector<std::string>& interrupt_at = {}) const {
    arguments.push_back("--gtest_output=xml:" + path("gtest.xml"));
    arguments.push_back("--traffic_junit=" + path("junit.xml"));
    return suites::run(HANGS_SUITE, std::move(arguments), {}, interrupt_at);
  }
  Outcome load(const std::string& journey, const std::vector<std::string>& more = {},
               const std::vector<std::string>& interrupt_at = {}) const {
    std::vector<std::string> arguments{
        "--traffic_load=steady", "--traffic_users=4", "--traffic_journeys=" + journey,
        "--traffic_report_dir=" + path("report"), "--traffic_csv=" + path("csv")};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run(std::move(arguments), interrupt_at);
  }
  static std::vector<std::string> short_load() {
    // With this seed, a load of two classes has users of both.
    return {"--traffic_duration=1s", "--traffic_grace=200ms", "--traffic_seed=1"};
  }

  std::filesystem::path folder_ =
      std::filesystem::temp_directory_path() / ("hangs_test_" + std::to_string(getpid()));
};

class HangKind : public HangsTest, public testing::WithParamInterface<const char*> {
 protected:
  const std::string journey_ = std::string("Hang.") + GetParam();
};

const auto kName = [](const auto& info) { return std::string(info.param); };

using HangingTest = HangKind;

TEST_P(HangingTest, AllReportsNameTheJourney) {
  const Outcome outcome =
      run({"--gtest_filter=" + journey_ + ":Calm.SendsARequest", "--traffic_test_timeout=300ms"});
  EXPECT_EQ(outcome.exit_code, 1) << outcome.text;
  const std::string place = "it was at " + journey_;
  EXPECT_THAT(outcome.text,
              AllOf(HasSubstr("the test did not end within 300 ms "
                              "(--traffic_test_timeout); " +
                              place),
                    ContainsRegex(journey_ + ".* (at|after the call at) .*hangs\\.cc:"),
                    HasSubstr("[  FAILED  ] " + journey_)));
  EXPECT_THAT(read("gtest.xml"), AllOf(HasSubstr(place), HasSubstr("failures=\"1\"")));
  EXPECT_THAT(read("junit.xml"), HasSubstr(place));
}

INSTANTIATE_TEST_SUITE_P(Hangs, HangingTest,
                         testing::Values("LoopsForEver", "WaitsForAMutex", "SleepsForAnHour",
                                         "LoopsInTheAllocator", "LoopsInAStep", "LoopsInAnAuth",
                                         "ThinksInALoop", "LoopsOverPassingRequests"),
                         kName);

// A journey that fails in a loop reports the first thousand failures and counts the rest.
using FailingLoopTest = HangKind;

TEST_P(FailingLoopTest, AllReportsNameTheJourney) {
  const Outcome outcome =
      run({"--gtest_filter=" + journey_ + ":Calm.SendsARequest", "--traffic_test_timeout=300ms"});
  EXPECT_EQ(outcome.exit_code, 1);
  const std::string place = "it was at " + journey_;
  EXPECT_THAT(outcome.text, HasSubstr(place));
  EXPECT_THAT(read("gtest.xml"), AllOf(HasSubstr(place), HasSubstr("failures=\"1\"")));
  EXPECT_THAT(read("junit.xml"), HasSubstr(place));
}

INSTANTIATE_TEST_SUITE_P(Hangs, FailingLoopTest,
                         testing::Values("SwallowsEveryFailure", "LoopsOverRefusedRequests",
                                         "LoopsOverFailingChecks"),
                         kName);

using HangingLoadTest = HangKind;

TEST_P(HangingLoadTest, AllReportsNameTheJourney) {
  const Outcome outcome = load(journey_, short_load());
  EXPECT_EQ(outcome.exit_code, 1) << outcome.text;
  EXPECT_THAT(outcome.text,
              AllOf(HasSubstr(journey_), ContainsRegex("hangs\\.cc:"), HasSubstr("verdict: fail")));
  EXPECT_THAT(read("gtest.xml"), AllOf(HasSubstr(journey_), ContainsRegex("hangs\\.cc:"),
                                       HasSubstr("failures=\"1\"")));
  EXPECT_THAT(read("junit.xml"), HasSubstr(journey_));
  EXPECT_THAT(read("report/report.json"), AllOf(HasSubstr(journey_), HasSubstr("hangs.cc")));
  EXPECT_THAT(read("report/report.html"), HasSubstr(journey_));
  EXPECT_THAT(read("csv_stats.csv"), HasSubstr("Aggregated"));
}

INSTANTIATE_TEST_SUITE_P(Hangs, HangingLoadTest,
                         testing::Values("LoopsForEver", "HoldsAMutexAcrossARequest",
                                         "SleepsForAnHour", "SwallowsEveryFailure",
                                         "LoopsOverRefusedRequests", "LoopsOverFailingChecks",
                                         "LoopsInTheAllocator", "LoopsInAStep", "LoopsInAnAuth"),
                         kName);

TEST_F(HangsTest, SetUpAndTearDownAreNamed) {
  for (const char* const part : {"SetUp", "TearDown"}) {
    const std::string journey = std::string("HangIn") + part + ".SendsARequest";
    const std::string place = journey + ", step '" + part + "', which begins at ";
    EXPECT_THAT(run({"--gtest_filter=" + journey, "--traffic_test_timeout=300ms"}).text,
                HasSubstr("it was at " + place));
    const Outcome outcome = load(journey, short_load());
    EXPECT_EQ(outcome.exit_code, 1) << outcome.text;
    EXPECT_THAT(read("gtest.xml"), HasSubstr("abandoned at " + place.substr(0, journey.size())));
  }
}

TEST_F(HangsTest, ReportIncludesFiguresOfAStuckWorker) {
  const Outcome outcome = load("Hang.LoopsLater,Calm.SendsARequest", short_load());
  EXPECT_EQ(outcome.exit_code, 1) << outcome.text;
  EXPECT_THAT(read("report/report.json"), HasSubstr("GET /ok"));
  EXPECT_THAT(outcome.text, Not(HasSubstr("        0 requests")));
}

TEST_F(HangsTest, TestsAfterAStuckTestAreSkipped) {
  const Outcome outcome = run({"--gtest_filter=Hang.LoopsForEver:Hang.ZRunsLast:Calm.SendsARequest",
                               "--traffic_test_timeout=300ms"});
  EXPECT_EQ(outcome.exit_code, 1) << outcome.text;
  EXPECT_THAT(outcome.text, AllOf(HasSubstr("[  SKIPPED ] Hang.ZRunsLast"),
                                  HasSubstr("[  SKIPPED ] Calm.SendsARequest")));
  EXPECT_THAT(read("gtest.xml"), AllOf(HasSubstr("tests=\"3\""), HasSubstr("result=\"skipped\"")));
}

TEST_F(HangsTest, TestsAfterAWaitingTestRun) {
  const Outcome outcome =
      run({"--gtest_filter=Hang.Polls:Hang.ZRunsLast", "--traffic_test_timeout=300ms"});
  EXPECT_EQ(outcome.exit_code, 1) << outcome.text;
  EXPECT_THAT(outcome.text, AllOf(HasSubstr("it was at Hang.Polls, step 'GET /missing'"),
                                  HasSubstr("[       OK ] Hang.ZRunsLast")));
}

TEST_F(HangsTest, CTestTimeoutIsRespected) {
  const Outcome outcome = suites::run(HANGS_SUITE, {"--gtest_filter=Hang.LoopsForEver"},
                                      {"TRAFFIC_CTEST_TIMEOUT=2s", "TRAFFIC_TEST_TIMEOUT=1h"});
  EXPECT_EQ(outcome.exit_code, 1) << outcome.text;
  EXPECT_THAT(outcome.text,
              AllOf(HasSubstr("before the limit of CTest"), HasSubstr("Hang.LoopsForEver")));
}

TEST_F(HangsTest, InterruptEndsALoopingTest) {
  const Outcome outcome = run({"--gtest_filter=Hang.LoopsForEver"}, {"looping"});
  EXPECT_EQ(outcome.exit_code, 1) << outcome.text;
  EXPECT_THAT(outcome.text,
              AllOf(HasSubstr("interrupted: the test ends, and those after it are skipped"),
                    HasSubstr("interrupted at Hang.LoopsForEver, step 'GET /ok', after the call"),
                    HasSubstr("[  FAILED  ] Hang.LoopsForEver")));
  EXPECT_THAT(read("gtest.xml"), HasSubstr("the run was interrupted at Hang.LoopsForEver"));
}

TEST_F(HangsTest, SecondInterruptEndsALoad) {
  const Outcome outcome = load("Hang.LoopsForEver", {"--traffic_duration=0", "--traffic_grace=1h"},
                               {"looping", "interrupted: "});
  EXPECT_EQ(outcome.exit_code, 1) << outcome.text;
  EXPECT_THAT(outcome.text,
              AllOf(HasSubstr("interrupted: no new journeys start; running journeys may finish "
                              "within 1 h"),
                    HasSubstr("interrupted again: the run ends now"),
                    HasSubstr("its worker was abandoned at Hang.LoopsForEver, step 'GET /ok'")));
  EXPECT_TRUE(std::filesystem::exists(path("report/report.json")));
}

TEST_F(HangsTest, StuckJourneyIsNamedDuringTheLoad) {
  const Outcome outcome = load("Hang.LoopsForEver", {"--traffic_duration=0"},
                               {"stuck: a worker has made no progress for 5", "interrupted: "});
  EXPECT_EQ(outcome.exit_code, 1) << outcome.text;
  EXPECT_THAT(outcome.text, ContainsRegex("stuck: a worker has made no progress for 5.* at "
                                          "Hang.LoopsForEver, step 'GET /ok', after the call at "
                                          ".*hangs\\.cc:[0-9]+"));
}

}  // namespace
