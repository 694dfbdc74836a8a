// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/compare/run_result.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "gtest_traffic/base/testing/temporary_folder.h"
#include "gtest_traffic/metrics/histogram_label.h"
#include "gtest_traffic/report/files/report_json.h"

namespace traffic::detail::compare {
namespace {

using testing::AllOf;
using testing::HasSubstr;

std::string row(const std::string& body) {
  return R"({"name":"BM_x","run_type":"iteration","iterations":10,)" + body + "}";
}

std::string document(const std::string& rows) {
  return R"({"context":{"host_name":"here"},"benchmarks":[)" + rows + "]}";
}

double figure(const Expected<std::vector<RunResult>>& runs, const char* benchmark,
              const char* metric) {
  if (!runs) return -1;
  const auto found = runs->front().figures.find({benchmark, metric});
  return found == runs->front().figures.end() ? -2 : found->second.value;
}

std::string error_of(const std::string& text) {
  const auto runs = parse_results(text, "x.json");
  return runs ? "none" : runs.error().message;
}

TEST(RunResultTest, UsesMedianOfRepetitions) {
  const auto runs = parse_results(
      document(
          row(R"("real_time":10,"cpu_time":9,"time_unit":"us","p99":0.5)") + "," +
          row(R"("real_time":12,"cpu_time":9,"time_unit":"us","p99":0.7)") + "," +
          row(R"("real_time":90,"cpu_time":9,"time_unit":"us","p99":0.6)") + "," +
          R"({"name":"BM_x_mean","run_name":"BM_x","run_type":"aggregate","aggregate_name":"mean",
                   "real_time":37,"cpu_time":9,"time_unit":"us"})"),
      "x.json");
  ASSERT_TRUE(runs) << runs.error().message;
  EXPECT_DOUBLE_EQ(figure(runs, "BM_x", "real_time"), 12'000);
  EXPECT_DOUBLE_EQ(figure(runs, "BM_x", "p99"), 0.6);
  EXPECT_EQ(figure(runs, "BM_x", "iterations"), -2);
  EXPECT_EQ(runs->front().context.at("host_name"), "here");
}

TEST(RunResultTest, UsesAggregatesWithoutRepetitions) {
  const auto runs = parse_results(
      document(
          R"({"name":"a_mean","run_name":"a","run_type":"aggregate","aggregate_name":"mean","real_time":5,"cpu_time":5,"time_unit":"ns"},
                  {"name":"a_median","run_name":"a","run_type":"aggregate","aggregate_name":"median","real_time":4,"cpu_time":4,"time_unit":"ns"},
                  {"name":"a_cv","run_name":"a","run_type":"aggregate","aggregate_name":"cv","real_time":0.01,"cpu_time":0.02,"time_unit":"ns"})"),
      "x.json");
  EXPECT_DOUBLE_EQ(figure(runs, "a", "real_time"), 4);
}

TEST(RunResultTest, PercentilesUseMergedHistograms) {
  Histogram parts[2], whole;
  for (int i = 1; i <= 1000; ++i) {
    const auto time = std::chrono::microseconds(i % 2 == 0 ? i : 10 * i);
    parts[i % 2].record(time);
    whole.record(time);
  }
  std::string rows;
  for (const Histogram& part : parts) {
    rows +=
        (rows.empty() ? "" : ",") +
        row(fmt::format(R"("real_time":1,"time_unit":"ns","p50":{},"p99":{},"label":"{}")",
                        seconds_of(part.at(50)), seconds_of(part.at(99)), histogram_label(part)));
  }
  const auto runs = parse_results(document(rows), "x.json");
  ASSERT_TRUE(runs) << runs.error().message;
  const auto seconds = [&](double percentile) { return seconds_of(whole.at(percentile)); };
  EXPECT_DOUBLE_EQ(figure(runs, "BM_x", "p50"), seconds(50));
  EXPECT_DOUBLE_EQ(figure(runs, "BM_x", "p99"), seconds(99));
  EXPECT_EQ(figure(runs, "BM_x", "p90"), -2) << "missing percentiles stay missing";
  EXPECT_THAT(error_of(document(
                  row(R"("real_time":1,"time_unit":"ns","label":"response_time_histogram=v1;x")"))),
              AllOf(HasSubstr("BM_x"), HasSubstr("malformed histogram")));
}

TEST(RunResultTest, IgnoresNanInUnusedAggregates) {
  const auto runs = parse_results(
      document(row(R"("real_time":4,"time_unit":"ns","label":"\"NaN, it says","errors":0)") + "," +
               R"({"name":"BM_x_cv","run_name":"BM_x","run_type":"aggregate","aggregate_name":"cv",
              "real_time":0.01,"time_unit":"ns","errors": NaN, "other": -NaN})"),
      "x.json");
  ASSERT_TRUE(runs) << runs.error().message;
  EXPECT_DOUBLE_EQ(figure(runs, "BM_x", "real_time"), 4);
  EXPECT_DOUBLE_EQ(figure(runs, "BM_x", "errors"), 0);
}

TEST(RunResultTest, ReadsSeveralRunsInOneFile) {
  const std::string one = document(row(R"("real_time":1,"cpu_time":1,"time_unit":"ns")"));
  EXPECT_EQ(parse_results(one + "\n" + one, "x.json")->size(), 2u);
  EXPECT_EQ(parse_results("[" + one + "," + one + "," + one + "]", "x.json")->size(), 3u);
}

TEST(RunResultTest, RejectsInvalidInput) {
  EXPECT_THAT(error_of(""), HasSubstr("x.json: the file is empty"));
  EXPECT_THAT(error_of("{}"), HasSubstr("expected Google Benchmark's JSON"));
  EXPECT_THAT(error_of("hello"), HasSubstr("expected Google Benchmark's JSON"));
  EXPECT_THAT(error_of(R"({"benchmarks":[)"), HasSubstr("the JSON is incomplete"));
  EXPECT_THAT(error_of(document("")), HasSubstr("no value"));
  EXPECT_THAT(error_of(document("3")), HasSubstr("not an object"));
  EXPECT_THAT(error_of("{\n\"metrics\":{\"x\":{\"avg\": NaN}}}"),
              AllOf(HasSubstr("line 2"), HasSubstr("NaN")));
  EXPECT_THAT(error_of(document(row(R"("real_time":NaN,"time_unit":"ns")"))),
              HasSubstr("'BM_x' has the real_time NaN"));
  EXPECT_THAT(error_of(document(row(R"("real_time":1,"time_unit":"ns","p99":-Infinity)"))),
              HasSubstr("'BM_x' has the p99 -Infinity"));
  EXPECT_THAT(error_of(document(row(R"("real_time":0,"time_unit":"ns")"))),
              HasSubstr("above zero"));
  EXPECT_THAT(error_of(document(row(R"("real_time":-4,"time_unit":"ns")"))), HasSubstr("BM_x"));
  EXPECT_THAT(error_of(document(row(R"("real_time":"1","time_unit":"ns")"))), HasSubstr("none"));
  EXPECT_THAT(error_of(document(row(R"("real_time":1,"time_unit":"days")"))), HasSubstr("days"));
  EXPECT_THAT(error_of(document(row(R"("time_unit":"ns")"))), HasSubstr("no real_time"));
  EXPECT_THAT(error_of(document(row(R"("error_occurred":true,"error_message":"no target")"))),
              AllOf(HasSubstr("BM_x"), HasSubstr("no target")));
}

TEST(RunResultTest, ReadsBothFormsOfK6) {
  const auto exported = parse_results(
      R"k6({"metrics":{"http_req_duration":{"avg":5.5,"p(95)":9},
                       "http_reqs":{"count":100,"rate":50},"vus":{"value":3}}})k6",
      "k6.json");
  ASSERT_TRUE(exported) << exported.error().message;
  EXPECT_DOUBLE_EQ(figure(exported, "http_req_duration", "p(95)"), 9);
  EXPECT_DOUBLE_EQ(figure(exported, "http_reqs", "rate"), 50);
  EXPECT_EQ(figure(exported, "http_reqs", "count"), -2);
  EXPECT_EQ(figure(exported, "vus", "value"), -2);
  const auto handled = parse_results(
      R"({"metrics":{"http_req_duration":{"type":"trend","contains":"time","values":{"avg":5.5}}}})",
      "k6.json");
  EXPECT_DOUBLE_EQ(figure(handled, "http_req_duration", "avg"), 5.5);
}

std::optional<Better> direction(const Expected<std::vector<RunResult>>& runs, const char* benchmark,
                                const char* metric) {
  if (!runs) return std::nullopt;
  const auto found = runs->front().figures.find({benchmark, metric});
  if (found == runs->front().figures.end()) return std::nullopt;
  return better(found->first, found->second);
}

TEST(RunResultTest, LeavesOutRowsThatWereSkippedOrFailed) {
  const std::string good = row(R"("real_time":4,"time_unit":"ns")");
  const auto runs = parse_results(
      document(good +
               R"(,{"name":"BM_s","run_type":"iteration","skipped":true,"skip_message":"no target",
               "iterations":0,"real_time":0.0,"cpu_time":0.0,"time_unit":"ns"},
              {"name":"BM_f","run_type":"iteration","error_occurred":true,"error_message":"lost",
               "iterations":0,"real_time":0.0,"cpu_time":0.0,"time_unit":"ns"},
              {"name":"BM_f","run_type":"iteration","error_occurred":true,"error_message":"lost",
               "iterations":0,"real_time":0.0,"cpu_time":0.0,"time_unit":"ns"})"),
      "x.json");
  ASSERT_TRUE(runs) << runs.error().message;
  EXPECT_EQ(runs->front().figures.size(), 1u);
  EXPECT_THAT(runs->front().left_out,
              testing::ElementsAre("benchmark 'BM_s' was skipped: no target",
                                   "benchmark 'BM_f' failed: lost"));
  EXPECT_THAT(error_of(document(R"({"name":"BM_s","skipped":true,"real_time":0})")),
              AllOf(HasSubstr("no value"), HasSubstr("BM_s"), HasSubstr("was skipped")));
}

TEST(RunResultTest, LeavesOutMetricsOfK6WithoutSamples) {
  const auto runs = parse_results(
      R"k6({"metrics":{"http_req_duration{status:500}":{"avg":0,"min":0,"p(95)":0},
                       "http_req_connecting":{"avg":0.1,"med":0,"p(95)":0},
                       "checks{page:none}":{"passes":0,"fails":0,"value":0},
                       "http_req_failed":{"passes":0,"fails":100,"value":0},
                       "vus{a:b}":{"value":3,"min":3,"max":3}}})k6",
      "k6.json");
  ASSERT_TRUE(runs) << runs.error().message;
  EXPECT_THAT(runs->front().left_out,
              testing::UnorderedElementsAre(
                  "metric 'http_req_duration{status:500}' has no samples, or only zeros",
                  "metric 'checks{page:none}' has no samples, or only zeros"));
  EXPECT_EQ(figure(runs, "http_req_connecting", "med"), 0);
  EXPECT_EQ(figure(runs, "http_req_failed", "value"), 0);
  EXPECT_EQ(figure(runs, "vus{a:b}", "value"), -2);
}

TEST(RunResultTest, KnowsDirectionOfMetricsOfK6) {
  const auto runs = parse_results(
      R"k6({"metrics":{"checks{page:order}":{"type":"rate","contains":"default","values":{"rate":0.99,"passes":99,"fails":1}},
                       "cache_use":{"type":"rate","contains":"default","values":{"rate":0.5,"passes":5,"fails":5}},
                       "queue":{"type":"gauge","contains":"default","values":{"value":3,"min":1,"max":9}},
                       "body_size":{"type":"trend","contains":"default","values":{"avg":900,"max":1000}},
                       "login":{"type":"trend","contains":"time","values":{"avg":900}}}})k6",
      "k6.json");
  ASSERT_TRUE(runs) << runs.error().message;
  EXPECT_EQ(direction(runs, "checks{page:order}", "rate"), Better::kHigher);
  EXPECT_EQ(direction(runs, "cache_use", "rate"), Better::kUnknown);
  EXPECT_EQ(direction(runs, "queue", "value"), Better::kUnknown);
  EXPECT_EQ(direction(runs, "queue", "max"), Better::kUnknown);
  EXPECT_EQ(runs->front().figures.at({"queue", "max"}).unit, "");
  EXPECT_EQ(direction(runs, "body_size", "avg"), Better::kUnknown);
  EXPECT_EQ(runs->front().figures.at({"body_size", "avg"}).unit, "");
  EXPECT_EQ(direction(runs, "login", "avg"), Better::kLower);
  EXPECT_EQ(runs->front().figures.at({"login", "avg"}).unit, "ms");
}

TEST(RunResultTest, IgnoresByteOrderMark) {
  const std::string mark = "\xEF\xBB\xBF";
  EXPECT_EQ(error_of(mark + document(row(R"("real_time":4,"time_unit":"ns")"))), "none");
  EXPECT_EQ(error_of(mark + "Type,Name,50%\r\nGET,/x,12\r\n"), "none");
}

TEST(RunResultTest, LeavesOutRowsOfLocustWithoutRequests) {
  const auto runs = parse_results(
      "Type,Name,Request Count,Failure Count,Median Response Time,Requests/s,95%\n"
      "GET,/a,10,0,12.5,3.5,\nGET,/never,0,0,0,0.0,0\n",
      "x_stats.csv");
  ASSERT_TRUE(runs) << runs.error().message;
  EXPECT_EQ(figure(runs, "GET /a", "Requests/s"), 3.5);
  EXPECT_EQ(figure(runs, "GET /a", "95%"), -2);
  EXPECT_EQ(figure(runs, "GET /never", "Requests/s"), -2);
  EXPECT_THAT(runs->front().left_out, testing::ElementsAre("'GET /never' has no requests"));
  // Locust before 1.0 has other names for counts.
  const auto old = parse_results(
      "Type,Name,# requests,# failures,Requests/s\nGET,/a,10,0,3.5\nGET,/b,0,0,0\n", "x_stats.csv");
  EXPECT_EQ(figure(old, "GET /a", "# requests"), -2);
  EXPECT_EQ(figure(old, "GET /b", "Requests/s"), -2);
  EXPECT_THAT(error_of("Type,Name,50%\nGET,/x,1\nGET,/x,2\n"),
              HasSubstr("line 3 repeats 'GET /x'"));
  EXPECT_THAT(error_of("Type,Name,50%\nGET,/x,nan\n"), HasSubstr("expected a number"));
}

TEST(RunResultTest, ReadsLocust) {
  const auto runs = parse_results(
      "Type,Name,Request Count,Failure Count,Median Response Time,Average Content "
      "Size,Requests/s,95%\n"
      "GET,\"/a,b\",10,0,12.5,99,3.5,20\n,Aggregated,10,0,12,99,3.5,N/A\n",
      "x_stats.csv");
  ASSERT_TRUE(runs) << runs.error().message;
  EXPECT_DOUBLE_EQ(figure(runs, "GET /a,b", "Median Response Time"), 12.5);
  EXPECT_DOUBLE_EQ(figure(runs, "GET /a,b", "95%"), 20);
  EXPECT_DOUBLE_EQ(figure(runs, "Aggregated", "Requests/s"), 3.5);
  EXPECT_EQ(figure(runs, "Aggregated", "95%"), -2);
  EXPECT_EQ(figure(runs, "Aggregated", "Request Count"), -2);
  EXPECT_THAT(error_of("Type,Name,50%\nGET,/x\n"), HasSubstr("line 2 has 2 fields"));
  EXPECT_THAT(error_of("Type,Name,50%\nGET,/x,abc\n"), HasSubstr("'abc' as 50%"));
}

TEST(RunResultTest, ReadsReportAndRejectsInvalidRun) {
  Report report;
  report.name = "Shop.Holds";
  report.verdict = Verdict::kPass;
  report.elapsed = std::chrono::seconds(10);
  report.total.requests = 4;
  report.total.response_time.record(std::chrono::milliseconds(5), 4);
  const auto runs = parse_results(to_json(report), "report.json");
  ASSERT_TRUE(runs) << runs.error().message;
  EXPECT_NEAR(figure(runs, "Shop.Holds", "response_time_ms.p50"), 5, 0.01);
  EXPECT_DOUBLE_EQ(figure(runs, "Shop.Holds", "request_rate"), 0.4);
  Report idle;
  idle.name = "Shop.Idles";
  idle.verdict = Verdict::kPass;
  idle.elapsed = std::chrono::seconds(10);
  EXPECT_THAT(error_of(to_json(idle)), HasSubstr("'Shop.Idles' has no requests"));
  report.verdict = Verdict::kInvalid;
  report.invalid_because = "the loop lagged";
  EXPECT_THAT(error_of(to_json(report)), HasSubstr("the loop lagged"));
}

TEST(RunResultTest, ReportsEveryMistakeAndDuplicateFile) {
  const TemporaryFolder folder;
  const std::string good =
      folder.write("good.json", document(row(R"("real_time":1,"cpu_time":1,"time_unit":"ns")")));
  const std::string bad = folder.write("bad.json", "{");
  const std::vector<std::string> paths = {good, bad, good, folder.path("none.json")};
  const auto runs = read_all(paths);
  ASSERT_FALSE(runs);
  EXPECT_THAT(runs.error().message,
              AllOf(HasSubstr("bad.json: the JSON is incomplete"), HasSubstr("given twice"),
                    HasSubstr("none.json: No such file")));
}

}  // namespace
}  // namespace traffic::detail::compare
