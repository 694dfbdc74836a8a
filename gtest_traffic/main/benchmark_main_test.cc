// SPDX-License-Identifier: Apache-2.0
// Runs a benchmark program as a command.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <unistd.h>

#include <algorithm>
#include <boost/json.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

#include "gtest_traffic/base/testing/command.h"
#include "gtest_traffic/metrics/histogram_label.h"

namespace traffic::detail {
namespace {

namespace json = boost::json;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class BenchmarkCommandTest : public testing::Test {
 protected:
  BenchmarkCommandTest() {
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }
  ~BenchmarkCommandTest() override { std::filesystem::remove_all(folder_); }

  std::string path(const std::string& name) const { return (folder_ / name).string(); }

  static Outcome run(std::vector<std::string> arguments, std::vector<std::string> variables = {}) {
    arguments.insert(arguments.begin(), BENCHMARK_PROBE);
    return run_command(std::move(arguments), std::move(variables));
  }
  static Outcome run_one(const std::string& benchmark, std::vector<std::string> arguments = {}) {
    arguments.push_back("--benchmark_filter=^" + benchmark + "$");
    arguments.push_back("--benchmark_color=no");
    return run(std::move(arguments));
  }

  // Runs one benchmark and returns the rows of its JSON.
  json::array rows(const std::string& benchmark, std::vector<std::string> arguments = {}) const {
    arguments.push_back("--benchmark_out=" + path("out.json"));
    outcome_ = run_one(benchmark, std::move(arguments));
    std::ifstream file(path("out.json"), std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    boost::system::error_code code;
    const json::value document = json::parse(text, code);
    if (code || !document.is_object()) {
      ADD_FAILURE() << "expected JSON, got:\n" << text << "\nfrom:\n" << outcome_.text;
      return {};
    }
    return document.at("benchmarks").as_array();
  }

  mutable Outcome outcome_;

 private:
  const std::filesystem::path folder_ =
      std::filesystem::temp_directory_path() / fmt::format("traffic_benchmark_{}", getpid());
};

double number(const json::value& row, std::string_view name) {
  return row.at(name).to_number<double>();
}

TEST_F(BenchmarkCommandTest, RunsFixedNumberOfIterations) {
  const json::array all = rows("Probe.AsksTwice/.*", {"--benchmark_min_time=25x"});
  ASSERT_EQ(all.size(), 1u) << outcome_.text;
  EXPECT_EQ(outcome_.exit_code, 0) << outcome_.text;
  const json::value& row = all.front();
  EXPECT_EQ(row.at("name").as_string(), "Probe.AsksTwice/iterations:25/manual_time");
  EXPECT_EQ(number(row, "iterations"), 25);
  const auto histogram = histogram_of_label(row.at("label").as_string());
  ASSERT_TRUE(histogram && *histogram);
  EXPECT_EQ((*histogram)->count(), 50u)
      << "the iteration before the start of the clock is not measured";
  EXPECT_GT(number(row, "cpu_time"), 100) << "the time of one journey, in nanoseconds";
}

TEST_F(BenchmarkCommandTest, CountersMatchHistogram) {
  const json::array all = rows("Probe.Asks/users:3/.*", {"--benchmark_min_time=40x"});
  ASSERT_EQ(all.size(), 1u) << outcome_.text;
  const auto histogram = histogram_of_label(all.front().at("label").as_string());
  ASSERT_TRUE(histogram && *histogram);
  const std::pair<const char*, Duration> expected[] = {{"p50", (*histogram)->at(50)},
                                                       {"p90", (*histogram)->at(90)},
                                                       {"p99", (*histogram)->at(99)},
                                                       {"p99_9", (*histogram)->at(99.9)},
                                                       {"max", (*histogram)->max()}};
  for (const auto& [name, time] : expected) {
    EXPECT_NEAR(number(all.front(), name) * 1e9, static_cast<double>(time.count()), 1) << name;
  }
}

TEST_F(BenchmarkCommandTest, MergesHistogramsOfSeveralFiles) {
  Histogram merged;
  double largest = 0;
  for (int i = 0; i < 2; ++i) {
    const json::array all = rows("Probe.Asks/users:1/.*", {"--benchmark_min_time=30x"});
    ASSERT_EQ(all.size(), 1u) << outcome_.text;
    const auto histogram = histogram_of_label(all.front().at("label").as_string());
    ASSERT_TRUE(histogram && *histogram);
    merged.merge(**histogram);
    largest = std::max(largest, number(all.front(), "max"));
  }
  EXPECT_EQ(merged.count(), 60u);
  EXPECT_NEAR(static_cast<double>(merged.max().count()), largest * 1e9, 1);
}

TEST_F(BenchmarkCommandTest, RunsAtFixedRate) {
  const json::array all = rows("Probe.Asks/rate:200/.*", {"--benchmark_repetitions=2"});
  ASSERT_EQ(all.size(), 6u) << outcome_.text;  // including mean, median, stddev and cv
  EXPECT_EQ(outcome_.exit_code, 0) << outcome_.text;
  EXPECT_EQ(number(all[0], "iterations"), 20);
  EXPECT_NEAR(number(all[0], "achieved_rate"), 200, 15);
  EXPECT_GT(number(all[0], "real_time"), 1000) << "a mean response time in ns";
  EXPECT_LT(number(all[0], "real_time"), 1e9);
}

TEST_F(BenchmarkCommandTest, OmitsHistogramFromConsoleAndCsv) {
  for (const char* const format : {"console", "csv"}) {
    const auto outcome =
        run_one("Probe.Asks/users:1/.*",
                {"--benchmark_min_time=5x", std::string("--benchmark_format=") + format});
    EXPECT_EQ(outcome.exit_code, 0) << outcome.text;
    EXPECT_THAT(outcome.text, AllOf(HasSubstr("p99_9"), Not(HasSubstr("histogram")))) << format;
  }
  const auto outcome =
      run_one("Probe.Asks/users:1/.*", {"--benchmark_min_time=5x", "--benchmark_format=json"});
  EXPECT_THAT(outcome.text, HasSubstr("\"label\": \"response_time_histogram=v1;"));
}

TEST_F(BenchmarkCommandTest, KeepsLoadOutputOutOfJson) {
  const auto outcome = run_one("Twin/.*", {"--benchmark_format=json"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.text;
  EXPECT_THAT(outcome.text, Not(HasSubstr("verdict")));
}

struct Case {
  const char* about;
  std::vector<std::string> arguments;
  int exit_code;
  const char* text;
};

TEST_F(BenchmarkCommandTest, ReturnsExitCode) {
  const std::string quick = "--benchmark_min_time=3x";
  const Case cases[] = {
      {"a failed check",
       {"--benchmark_filter=^Probe.Fails/it", quick},
       1,
       "4 failed checks, the first at "},
      {"a failed check beside a passing benchmark",
       {"--benchmark_filter=Fails/it|AsksTwice", quick},
       1,
       "AsksTwice"},
      {"a failed check, repeated",
       {"--benchmark_filter=Probe.Fails/it", quick, "--benchmark_repetitions=3"},
       1,
       "ERROR OCCURRED"},
      {"a failed check, repeated, beside a passing benchmark, aggregates only",
       {"--benchmark_filter=Fails/it|AsksTwice", quick, "--benchmark_repetitions=2",
        "--benchmark_report_aggregates_only=true"},
       1,
       "AsksTwice/iterations:3/manual_time_median"},
      {"an unknown journey",
       {"--benchmark_filter=Probe.Ask/manual"},
       1,
       "did you mean 'Probe.Asks'?"},
      {"no users",
       {"--benchmark_filter=Nobody"},
       1,
       "expected at least 1 user for 'Probe.Asks', got 0"},
      {"several threads", {"--benchmark_filter=Several", quick}, 1, "Threads is not supported"},
      {"a rate of 0", {"--benchmark_filter=rate:0/"}, 1, "got 0/s"},
      {"a failed check at a rate", {"--benchmark_filter=Fails/rate"}, 1, "ERROR OCCURRED"},
      {"a rate that was not delivered", {"--benchmark_filter=Computes"}, 1, "invalid: "},
      {"nothing listens",
       {"--benchmark_filter=Asks/users:1", quick, "--traffic_base_url=http://127.0.0.1:1"},
       1,
       "ERROR OCCURRED"},
      {"a public target",
       {"--benchmark_filter=Asks", quick, "--traffic_base_url=http://8.8.8.8"},
       1,
       "--traffic_allow_target"},
      {"no match", {"--benchmark_filter=Nothing"}, 1, "no benchmark was run"},
      {"an invalid expression", {"--benchmark_filter=["}, 1, "no benchmark was run"},
      {"a misspelt flag", {"--benchmark_fitler=x"}, 2, "did you mean '--benchmark_filter'?"},
      {"an unknown flag", {"--benchmark_x=1"}, 2, "--benchmark_x"},
      {"a wrong number", {"--benchmark_repetitions=many"}, 2, "benchmark_repetitions"},
      {"a wrong time", {"--benchmark_min_time=soon"}, 2, "benchmark_min_time"},
      {"no journeys", {"--benchmark_min_time=0x"}, 2, "1x to 100000000x"},
      {"a wrong format", {"--benchmark_format=xml"}, 2, "console, json or csv"},
      {"a wrong format of the file",
       {"--benchmark_out=/dev/null", "--benchmark_out_format=xml"},
       2,
       "console, json or csv"},
      {"a wrong unit", {"--benchmark_time_unit=h"}, 2, "ns, us, ms or s"},
      {"an extra argument", {"extra"}, 2, "extra"},
      {"a load profile",
       {"--traffic_load=smoke"},
       2,
       "--traffic_load=smoke is not allowed in a benchmark program"},
      {"a file that cannot be written",
       {"--benchmark_filter=Twin", "--benchmark_out=/no/such/folder/x.json"},
       1,
       "/no/such/folder/x.json"},
      {"help", {"--help"}, 0, "--benchmark_filter"},
      {"a list", {"--benchmark_list_tests"}, 0, "Probe.Asks/users:3/manual_time\n"},
      {"a filtered list", {"--benchmark_list_tests=true", "--benchmark_filter=Twin"}, 0, "Twin"},
  };
  for (const Case& one : cases) {
    SCOPED_TRACE(one.about);
    const auto outcome = run(one.arguments);
    EXPECT_EQ(outcome.exit_code, one.exit_code) << outcome.text;
    EXPECT_THAT(outcome.text, HasSubstr(one.text));
  }
}

TEST_F(BenchmarkCommandTest, AcceptsFlagsOfGoogleBenchmark) {
  const auto outcome =
      run_one("Probe.Asks/users:1/.*",
              {"--benchmark_min_time=0.001", "--benchmark_min_warmup_time=0.001",
               "--benchmark_repetitions=2", "--benchmark_enable_random_interleaving=true",
               "--benchmark_display_aggregates_only=true", "--benchmark_counters_tabular=true",
               "--benchmark_time_unit=us", "--benchmark_context=build=test",
               "--benchmark_out=" + path("all.json"), "--benchmark_out_format=json"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.text;
  EXPECT_THAT(outcome.text, AllOf(HasSubstr("_median"), HasSubstr(" us "), HasSubstr("p99_9")));
  std::ifstream file(path("all.json"));
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  EXPECT_THAT(text, AllOf(StartsWith("{"), HasSubstr("\"build\": \"test\""),
                          HasSubstr("\"time_unit\": \"us\""), HasSubstr("histogram=v1;")));
}

TEST_F(BenchmarkCommandTest, ReadsVariablesOfGoogleBenchmark) {
  const auto outcome = run({"--benchmark_filter=Twin"},
                           {"BENCHMARK_OUT=" + path("env.json"), "BENCHMARK_OUT_FORMAT=json"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.text;
  EXPECT_TRUE(std::filesystem::exists(path("env.json")));
}

}  // namespace
}  // namespace traffic::detail
