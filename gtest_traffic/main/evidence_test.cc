// SPDX-License-Identifier: Apache-2.0
// Reads the files that a suite writes about its tests, as a pipeline does.
#include <gmock/gmock.h>
#include <unistd.h>

#include <atomic>
#include <boost/json/parse.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <mutex>

#include "gtest_traffic/base/testing/command.h"
#include "gtest_traffic/server.h"

namespace traffic::detail {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::MatchesRegex;
using testing::Not;

// A server whose `/flaky` fails at first, and a folder for files.
class EvidenceTest : public testing::Test {
 protected:
  EvidenceTest() {
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
    server_.route("GET", "/flaky", [this](const ServerRequest&) {
      return ServerResponse{.status = failing_-- > 0 ? 503 : 200, .headers = {}};
    });
    server_.route("GET", "/things", [this](const ServerRequest& request) {
      const std::lock_guard lock(mutex_);
      traces_.emplace_back(request.header("traceparent"));
      return ServerResponse{.headers = {}};
    });
    server_.start();
  }
  ~EvidenceTest() override {
    server_.stop();
    std::filesystem::remove_all(folder_);
  }

  Outcome run(const std::string& filter, std::vector<std::string> arguments,
              std::vector<std::string> variables = {}) const {
    variables.push_back("API_KEY=evidence-key");
    arguments.insert(arguments.begin(),
                     {MAIN_PROBE, "--gtest_filter=" + filter,
                      "--traffic_base_url=http://127.0.0.1:" + std::to_string(server_.port())});
    return run_command(std::move(arguments), variables, {});
  }
  std::string path(const std::string& name) const { return (folder_ / name).string(); }
  std::string read(const std::string& name) const {
    std::ifstream file(folder_ / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  std::vector<std::string> traces() {
    const std::lock_guard lock(mutex_);
    return traces_;
  }

  Server server_;
  std::atomic<int> failing_{1};
  std::mutex mutex_;
  std::vector<std::string> traces_;
  std::filesystem::path folder_ =
      std::filesystem::temp_directory_path() / ("evidence_test_" + std::to_string(getpid()));
};

TEST_F(EvidenceTest, JUnitFileReportsCrashAsError) {
  const Outcome outcome = run("Probe.Flakes:ProbeCrash.*", {"--gtest_also_run_disabled_tests",
                                                            "--traffic_junit=" + path("j.xml")});
  EXPECT_GT(outcome.exit_code, 128);
  EXPECT_THAT(read("j.xml"),
              AllOf(HasSubstr(R"(tests="000002" failures="000001" errors="000001")"),
                    HasSubstr("expected status 200, got 503"), HasSubstr("DISABLED_Dies"),
                    HasSubstr("it crashed or was killed"),
                    testing::EndsWith("</testsuite>\n</testsuites>\n")));
}

TEST_F(EvidenceTest, RejectsUnwritableFile) {
  const Outcome outcome = run("Probe.*", {"--traffic_junit=/proc/nowhere/j.xml"});
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_THAT(outcome.text, HasSubstr("'/proc/nowhere/j.xml' cannot be written"));
}

TEST_F(EvidenceTest, TestThatPassesAfterRetryIsFlaky) {
  const Outcome outcome = run("Probe.Flakes", {"--traffic_test_retries=2", "--traffic_log=text",
                                               "--traffic_junit=" + path("j.xml")});
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_THAT(outcome.text,
              AllOf(HasSubstr("[  FLAKY   ] Probe.Flakes: failed attempt:"), HasSubstr("got 503"),
                    HasSubstr("1 test passed only after a retry")));
  EXPECT_THAT(read("j.xml"),
              AllOf(HasSubstr("<flakyFailure message="), HasSubstr("got 503"),
                    HasSubstr(R"(failures="000000")"), HasSubstr(R"(name="flaky" value="true")")));
}

TEST_F(EvidenceTest, JsonLogMarksFlakyTest) {
  const Outcome outcome = run("Probe.Flakes", {"--traffic_test_retries=2", "--traffic_log=json"});
  EXPECT_THAT(outcome.text, HasSubstr(R"("result":"flaky")"));
}

TEST_F(EvidenceTest, TestFailsAfterAllRetries) {
  failing_ = 10;
  const Outcome outcome =
      run("Probe.Flakes", {"--traffic_test_retries=2", "--traffic_junit=" + path("j.xml")});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_EQ(failing_, 7);
  EXPECT_THAT(read("j.xml"), AllOf(HasSubstr("<failure "), HasSubstr("<rerunFailure "),
                                   HasSubstr(R"(failures="000001")")));
}

TEST_F(EvidenceTest, WritesRequestsOfFailedTest) {
  const Outcome outcome = run("Probe.Flakes:Probe.Looks",
                              {"--traffic_har=failed", "--traffic_report_dir=" + path("report")},
                              {"DASHBOARD_TEST_FROM_CTEST=3.25"});
  EXPECT_EQ(outcome.exit_code, 1);
  const std::string file = path("report/har/Probe.Flakes.har");
  EXPECT_THAT(outcome.text, AllOf(HasSubstr("requests: " + file),
                                  HasSubstr("<CTestMeasurementFile type=\"file\" name=\"har\">" +
                                            file + "</CTestMeasurementFile>")));
  boost::system::error_code error;
  const auto har = boost::json::parse(read("report/har/Probe.Flakes.har"), error);
  ASSERT_FALSE(error);
  EXPECT_EQ(har.at("log").at("entries").get_array().size(), 1U);
  EXPECT_FALSE(std::filesystem::exists(path("report/har/Probe.Looks.har")));
}

TEST_F(EvidenceTest, MovesRequestsOfEarlierRunAside) {
  const std::vector<std::string> arguments = {"--traffic_har=failed",
                                              "--traffic_report_dir=" + path("report")};
  failing_ = 1;
  run("Probe.Flakes", arguments);
  EXPECT_TRUE(std::filesystem::exists(path("report/har/Probe.Flakes.har")));
  EXPECT_EQ(run("Probe.Flakes", arguments).exit_code, 0);
  EXPECT_FALSE(std::filesystem::exists(path("report/har/Probe.Flakes.har")));
  EXPECT_TRUE(std::filesystem::exists(path("report/har/previous/Probe.Flakes.har")));
}

TEST_F(EvidenceTest, WritesRequestsOfEveryTest) {
  run("Probe.Looks", {"--traffic_har=all", "--traffic_report_dir=" + path("report")});
  EXPECT_TRUE(std::filesystem::exists(path("report/har/Probe.Looks.har")));
}

TEST_F(EvidenceTest, RequestsOfTestShareTrace) {
  run("Probe.SendsATrace", {"--traffic_seed=1"});
  run("Probe.SendsATrace", {"--traffic_seed=1"});
  ASSERT_EQ(traces().size(), 4U);
  EXPECT_THAT(traces()[0], MatchesRegex("00-[0-9a-f]*-[0-9a-f]*-01"));
  EXPECT_EQ(traces()[0].size(), 55U);
  EXPECT_EQ(traces()[1], "00-mine");
  EXPECT_NE(traces()[0].substr(0, 36), traces()[2].substr(0, 36));  // independent of the seed
}

TEST_F(EvidenceTest, FailureShowsTrace) {
  const Outcome outcome = run("Probe.Flakes", {});
  EXPECT_THAT(outcome.text, HasSubstr("\ntrace: "));
  const Outcome without = run("Probe.SendsATrace", {"--traffic_trace=off"});
  EXPECT_EQ(without.exit_code, 0) << without.text;
  EXPECT_EQ(traces()[0], "");
}

}  // namespace
}  // namespace traffic::detail
