// SPDX-License-Identifier: Apache-2.0
// Tests the files of a completed or killed load, and the result of traffic_merge for these files.
#include "gtest_traffic/output/load_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest-spi.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "gtest_traffic/base/testing/command.h"
#include "gtest_traffic/report/files/report_files.h"
#include "gtest_traffic/server.h"

namespace traffic::detail {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

class LoadFilesTest : public testing::Test {
 protected:
  LoadFilesTest() {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    server_.route("GET", "/things", [](const ServerRequest&) {
      return ServerResponse{.status = 200, .headers = {}};
    });
    server_.start();
  }
  ~LoadFilesTest() override {
    server_.stop();
    fs::remove_all(folder_);
  }

  std::vector<std::string> load(const std::string& duration, const std::string& report) const {
    return {MAIN_PROBE,
            "--traffic_load=smoke",
            "--traffic_rate=100/s",
            "--traffic_duration=" + duration,
            "--traffic_journeys=Probe.Looks",
            "--traffic_base_url=http://127.0.0.1:" + std::to_string(server_.port()),
            "--traffic_report_dir=" + path(report)};
  }
  std::string path(const std::string& name) const { return (folder_ / name).string(); }
  std::string read(const std::string& name) const {
    std::ifstream file(folder_ / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }

  fs::path folder_ = fs::temp_directory_path() / ("load_files_" + std::to_string(getpid()));
  Server server_;
};

TEST_F(LoadFilesTest, ReplacesSlashesInFileNames) {
  Report report;
  report.name = "Rates/ParamLoad.Holds/0";
  const auto csv = make_csv_files(path("run"));
  ASSERT_TRUE(csv) << csv.error().message;
  (*csv)->finished(report);
  EXPECT_TRUE(fs::exists(path("run_Rates_ParamLoad.Holds_0_stats.csv")));
  const auto page = make_page_file(path("pages/run.html"), {});
  ASSERT_TRUE(page) << page.error().message;
  (*page)->finished(report);
  EXPECT_THAT(read("pages/run_Rates_ParamLoad.Holds_0.html"), HasSubstr("Rates/ParamLoad.Holds/0"));
}

TEST_F(LoadFilesTest, UnwritableFileFailsTest) {
  fs::create_directories(path("run__stats.csv"));
  Report report;
  const auto csv = make_csv_files(path("run"));
  ASSERT_TRUE(csv) << csv.error().message;
  EXPECT_NONFATAL_FAILURE((*csv)->finished(report), "run__stats.csv");
}

TEST_F(LoadFilesTest, LoadWritesAllFiles) {
  auto command = load("2s", "whole");
  command.push_back("--traffic_csv=" + path("locust"));
  command.push_back("--traffic_html=" + path("pages/only.html"));
  command.push_back("--gtest_output=xml:" + path("junit.xml"));
  run_command(command, {"API_KEY=x", "GITHUB_STEP_SUMMARY=" + path("step.md")});
  for (const char* const name :
       {"report.json", "report.html", "summary.md", "results.jsonl", "response_time.hgrm",
        "service_time.hgrm", "stats.csv", "stats_history.csv", "failures.csv", "exceptions.csv"}) {
    EXPECT_TRUE(fs::exists(folder_ / "whole" / name)) << name;
  }
  EXPECT_EQ(read("whole/stats.csv"), read("locust_stats.csv"));
  EXPECT_EQ(read("whole/summary.md"), read("step.md"));
  EXPECT_THAT(read("whole/report.html"), HasSubstr("GET /things"));
  EXPECT_EQ(read("whole/report.html"), read("pages/only.html"));
  EXPECT_THAT(read("junit.xml"), HasSubstr("<property name=\"p99_ms\" value="));
}

TEST_F(LoadFilesTest, SearchWritesFilesOfHighestRate) {
  const Outcome outcome =
      run_command({MAIN_PROBE, "--traffic_find_max_rate=20..40", "--traffic_duration=1s",
                   "--traffic_expect=mean<10s; requests<30", "--traffic_journeys=Probe.Looks",
                   "--traffic_base_url=http://127.0.0.1:" + std::to_string(server_.port()),
                   "--traffic_report_dir=" + path("search")},
                  {"API_KEY=x"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.text;
  EXPECT_THAT(outcome.text, HasSubstr("the highest rate that met the gates is 2"));
  const std::string capacity = read("search/capacity.json");
  EXPECT_THAT(capacity, HasSubstr(R"("end":"found")"));
  EXPECT_THAT(capacity, HasSubstr(R"("gates":["mean<10s","requests<30"])"));
  EXPECT_THAT(capacity, HasSubstr("requests is 40"));
  const auto report = read_report(folder_ / "search");
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->verdict, Verdict::kPass);
  EXPECT_GE(report->started, 20u);
  EXPECT_LT(report->started, 30u);
  EXPECT_FALSE(fs::exists(folder_ / "search" / "results.jsonl"));
}

TEST_F(LoadFilesTest, SearchWithoutResultFails) {
  const Outcome outcome =
      run_command({MAIN_PROBE, "--traffic_find_max_rate=20..40", "--traffic_duration=200ms",
                   "--traffic_expect=max<1ns", "--traffic_journeys=Probe.Looks",
                   "--traffic_base_url=http://127.0.0.1:" + std::to_string(server_.port()),
                   "--traffic_log=json", "--traffic_report_dir=" + path("search")},
                  {"API_KEY=x"});
  EXPECT_EQ(outcome.exit_code, 1) << outcome.text;
  EXPECT_THAT(outcome.text, HasSubstr("no rate met the gates: 20/s did not meet them"));
  EXPECT_THAT(outcome.text, HasSubstr(R"("event":"capacity-step","rate":20,"verdict":"fail")"));
  EXPECT_THAT(read("search/capacity.json"), HasSubstr(R"("rate":0,"failed_at":20)"));
  EXPECT_FALSE(fs::exists(folder_ / "search" / "report.json"));
}

TEST_F(LoadFilesTest, RejectsMissingBaseline) {
  auto command = load("2s", "whole");
  command.push_back("--traffic_baseline=" + path("nowhere.json"));
  const Outcome outcome = run_command(command, {"API_KEY=x"});
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_THAT(outcome.text, HasSubstr("nowhere.json: No such file"));
}

TEST_F(LoadFilesTest, StreamSurvivesKill) {
  auto command = load("60s", "killed");
  command.insert(command.begin(), {"/usr/bin/timeout", "--signal=KILL", "4"});
  run_command(command, {"API_KEY=x"});
  EXPECT_FALSE(fs::exists(folder_ / "killed" / "report.json"));

  const Outcome merge = run_command({TRAFFIC_MERGE, path("killed"), "-o", path("made")});
  EXPECT_EQ(merge.exit_code, 0) << merge.text;
  EXPECT_THAT(merge.text, HasSubstr("invalid, because the run did not finish"));
  const auto report = read_report(folder_ / "made");
  ASSERT_TRUE(report) << report.error().message;
  const std::string stream = read("killed/results.jsonl");
  const auto lines = static_cast<std::size_t>(std::count(stream.begin(), stream.end(), '\n'));
  EXPECT_EQ(report->series.rows().size() + 1, lines);
  EXPECT_GE(lines, 3u);
  EXPECT_GT(report->total.requests, 0u);
  EXPECT_EQ(report->steps.at("GET /things").requests, report->total.requests);
}

TEST_F(LoadFilesTest, StreamOfKilledRunIsUsedInsteadOfEarlierReport) {
  auto command = load("1s", "twice");
  command.push_back("--traffic_csv=" + path("locust"));
  run_command(command, {"API_KEY=x"});
  const std::string earlier = read("twice/report.json");
  EXPECT_THAT(earlier, HasSubstr(R"("interrupted":false)"));
  std::ofstream(folder_ / "twice" / "notes.txt") << "a file of the user";

  auto longer = load("60s", "twice");
  longer.push_back("--traffic_csv=" + path("locust"));
  longer.insert(longer.begin(), {"/usr/bin/timeout", "--signal=KILL", "4"});
  run_command(longer, {"API_KEY=x"});
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder_ / "twice")) {
    names.push_back(entry.path().filename());
  }
  EXPECT_THAT(names, testing::UnorderedElementsAre("results.jsonl", "notes.txt", "previous"));
  EXPECT_EQ(read("twice/previous/report.json"), earlier);
  EXPECT_FALSE(fs::exists(folder_ / "locust_stats.csv"));
  EXPECT_TRUE(fs::exists(folder_ / "previous" / "locust_stats.csv"));

  const Outcome merge = run_command({TRAFFIC_MERGE, path("twice"), "-o", path("made")});
  EXPECT_EQ(merge.exit_code, 0) << merge.text;
  EXPECT_THAT(merge.text, HasSubstr("invalid, because the run did not finish"));

  // As an earlier version left it.
  fs::copy_file(folder_ / "twice/previous/report.json", folder_ / "twice/report.json");
  const Outcome mixed = run_command({TRAFFIC_MERGE, path("twice"), "-o", path("made")});
  EXPECT_THAT(mixed.text, HasSubstr("invalid, because the run did not finish"));
  EXPECT_TRUE(fs::exists(folder_ / "made/previous/report.json"));
}

TEST_F(LoadFilesTest, RepeatedLoadKeepsOneEarlierReport) {
  auto command = load("1s", "again");
  command.push_back("--gtest_repeat=3");
  run_command(command, {"API_KEY=x"});
  const auto last = read_report(folder_ / "again"),
             second = read_report(folder_ / "again/previous");
  ASSERT_TRUE(last && second);
  EXPECT_LT(second->began, last->began);
  EXPECT_FALSE(fs::exists(folder_ / "again/previous/previous"));
}

TEST_F(LoadFilesTest, SearchMovesEarlierReportAside) {
  run_command(load("1s", "mixed"), {"API_KEY=x"});
  for (int search = 0; search < 2; ++search) {
    run_command({MAIN_PROBE, "--traffic_find_max_rate=20..40", "--traffic_duration=200ms",
                 "--traffic_expect=max<1ns", "--traffic_journeys=Probe.Looks",
                 "--traffic_report_dir=" + path("mixed"),
                 "--traffic_base_url=http://127.0.0.1:" + std::to_string(server_.port())},
                {"API_KEY=x"});
    EXPECT_FALSE(fs::exists(folder_ / "mixed/report.json"));
    EXPECT_TRUE(fs::exists(folder_ / "mixed/capacity.json"));
  }
  EXPECT_TRUE(fs::exists(folder_ / "mixed/previous/capacity.json"));
  EXPECT_FALSE(fs::exists(folder_ / "mixed/previous/report.json"));
}

TEST_F(LoadFilesTest, UnmovableFileFailsTest) {
  fs::create_directories(folder_ / "stuck" / "previous" / "report.json" / "folder");
  std::ofstream(folder_ / "stuck" / "report.json") << "{}";
  const Outcome outcome = run_command(load("1s", "stuck"), {"API_KEY=x"});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.text, HasSubstr("cannot move the files of an earlier run to '"));
}

TEST_F(LoadFilesTest, MergesShardsExactly) {
  run_command(load("2s", "one"), {"API_KEY=x"});
  run_command(load("2s", "two"), {"API_KEY=x"});
  const Outcome merge = run_command({TRAFFIC_MERGE, path("one"), path("two"), "-o", path("both")});
  EXPECT_EQ(merge.exit_code, 0) << merge.text;
  const auto one = read_report(folder_ / "one"), two = read_report(folder_ / "two");
  const auto both = read_report(folder_ / "both");
  ASSERT_TRUE(one && two && both);
  EXPECT_EQ(both->total.requests, one->total.requests + two->total.requests);
  Histogram times = one->total.response_time;
  times.merge(two->total.response_time);
  EXPECT_EQ(both->total.response_time, times);
}

TEST_F(LoadFilesTest, ReportsEveryInvalidInput) {
  std::ofstream(folder_ / "bad.json") << "{}";
  const Outcome merge =
      run_command({TRAFFIC_MERGE, path("bad.json"), path("gone"), "-o", path("out")});
  EXPECT_EQ(merge.exit_code, 2);
  EXPECT_THAT(merge.text, HasSubstr("bad.json: "));
  EXPECT_THAT(merge.text, HasSubstr("gone: No such file"));
  EXPECT_FALSE(fs::exists(folder_ / "out"));
  EXPECT_EQ(run_command({TRAFFIC_MERGE}).exit_code, 2);
}

}  // namespace
}  // namespace traffic::detail
