// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/report/files/report_json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <limits>

#include "gtest_traffic/report/files/json_text.h"
#include "gtest_traffic/report/testing/golden.h"
#include "gtest_traffic/report/testing/samples.h"

namespace traffic::detail {
namespace {

using testing::HasSubstr;

boost::json::value document() { return boost::json::parse(to_json(failed_report())); }

// Returns the error for the failed report with one member replaced. `pointer` selects the member,
// and `text` is its new JSON value.
std::string error_with(std::string_view pointer, std::string_view text) {
  auto changed = document();
  boost::json::error_code code;
  auto* member = changed.find_pointer(pointer, code);
  if (member == nullptr) return "no such member";
  *member = boost::json::parse(text);
  std::string out;
  append_json(out, changed);
  const auto report = report_from_json(out);
  return report ? "no error" : report.error().message;
}

TEST(ReportJsonTest, IsStable) {
  EXPECT_TRUE(matches_golden("report.json", to_json(failed_report())));
}

TEST(ReportJsonTest, TopLevelContainsScriptFields) {
  const auto report = document();
  EXPECT_EQ(report.at("schema").as_string(), "gtest_traffic-report/1");
  EXPECT_EQ(report.at("verdict").as_string(), "fail");
  EXPECT_EQ(report.at("invalid_because").as_string(), "");
  EXPECT_EQ(report.at("offered_rate").to_number<double>(), 50);
  EXPECT_DOUBLE_EQ(report.at("achieved_rate").to_number<double>(), 49.9);
  EXPECT_EQ(report.at("requests").to_number<int>(), 4654);
  EXPECT_EQ(report.at("errors").to_number<int>(), 18);
  EXPECT_DOUBLE_EQ(report.at("error_rate").to_number<double>(), 18.0 / 4654);
  for (const char* key : {"journeys", "generator", "configuration", "steps"})
    EXPECT_TRUE(report.at(key).is_object());
  for (const char* key : {"failures", "series", "gates"}) EXPECT_TRUE(report.at(key).is_array());
  for (const char* clock : {"response_time_ms", "service_time_ms", "lateness_ms"}) {
    for (const char* figure : {"min", "mean", "p50", "p90", "p95", "p99", "p99_9", "max"}) {
      EXPECT_TRUE(report.at(clock).at(figure).is_number());
      EXPECT_TRUE(report.at("steps").at("POST /api/orders").at(clock).at(figure).is_number());
    }
  }
  EXPECT_DOUBLE_EQ(report.at("steps")
                       .at("POST /api/payments")
                       .at("response_time_ms")
                       .at("max")
                       .to_number<double>(),
                   300.06);
}

TEST(ReportJsonTest, RoundTrips) {
  for (const auto& report : {failed_report(), passed_report(), Report{}}) {
    const auto text = to_json(report);
    const auto read = report_from_json(text);
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(to_json(*read), text);
    EXPECT_TRUE(read->total.response_time == report.total.response_time);
    EXPECT_EQ(read->elapsed, report.elapsed);
    EXPECT_EQ(read->configuration, report.configuration);
  }
}

TEST(ReportJsonTest, ReadShardsMergeEqually) {
  auto in_memory = failed_report();
  in_memory.merge(passed_report());
  auto read = report_from_json(to_json(failed_report()));
  ASSERT_TRUE(read);
  read->merge(*report_from_json(to_json(passed_report())));
  EXPECT_EQ(to_json(*read), to_json(in_memory));
}

TEST(ReportJsonTest, KeepsNanosecondPrecision) {
  Report report;
  report.elapsed = Duration{86'400'123'456'789};
  Histogram times;
  times.record(Duration{1'234'567'891});
  report.series.add({.requests = 1, .response_time = Distribution(times)});
  report.step_series["GET /a"].add({.requests = 7, .response_time = Distribution(times)});
  const auto read = report_from_json(to_json(report));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->elapsed, report.elapsed);
  EXPECT_EQ(read->series.rows()[0].response_time.max(), Duration{1'234'567'891});
  ASSERT_EQ(read->step_series.size(), 1U);
  const SeriesRow& row_of_step = read->step_series.at("GET /a").rows().at(0);
  EXPECT_EQ(row_of_step.requests, 7U);
  EXPECT_EQ(row_of_step.response_time.max(), Duration{1'234'567'891});
}

TEST(ReportJsonTest, NumbersAreAlwaysFinite) {
  auto report = failed_report();
  report.offered = std::numeric_limits<double>::infinity();
  report.generator.cpu_share = std::numeric_limits<double>::quiet_NaN();
  report.elapsed = Duration{0};
  const auto read = report_from_json(to_json(report));
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->offered, 0);
  EXPECT_EQ(read->generator.cpu_share, 0);
}

TEST(ReportJsonTest, RepairsInvalidUtf8) {
  auto report = failed_report();
  report.failures[0].message = "got \xFF\xFE";
  const auto read = report_from_json(to_json(report));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->failures[0].message, "got \uFFFD\uFFFD");
}

TEST(ReportJsonTest, AcceptsIntegersWrittenAsDoubles) {
  EXPECT_EQ(error_with("/requests", "4654.0"), "no error");
  EXPECT_EQ(error_with("/generator/cpu_share", "1"), "no error");
}

TEST(ReportJsonTest, ErrorNamesWrongMember) {
  EXPECT_EQ(error_with("/verdict", "\"green\""),
            "report: expected pass, fail or invalid at /verdict, got \"green\"");
  EXPECT_EQ(error_with("/model", "\"half\""),
            "report: expected open or closed at /model, got \"half\"");
  EXPECT_EQ(error_with("/requests", "-1"), "report: expected a count at /requests, got -1");
  EXPECT_EQ(error_with("/requests", "1.5"), "report: expected a count at /requests, got 1.5");
  EXPECT_EQ(error_with("/elapsed_seconds", "1e300"),
            "report: expected a duration under 292 years at /elapsed_seconds, got 1e+300");
  EXPECT_EQ(error_with("/steps", "[]"), "report: expected an object at /steps, got an array");
  EXPECT_EQ(error_with("/series/1", "7"), "report: expected an object at /series[1], got 7");
  EXPECT_EQ(error_with("/failures/0/line", "1e10"),
            "report: expected a count up to 2147483647 at /failures[0]/line, got 10000000000");
  EXPECT_EQ(error_with("/failures/0/examples", "[1]"),
            "report: expected an array of strings at /failures[0]/examples, got an array");
  EXPECT_EQ(error_with("/statuses", "{\"teapot\":1}"),
            "report: expected a status from 0 to 999 as a key of /statuses, got \"teapot\"");
  EXPECT_EQ(error_with("/interrupted", "0"),
            "report: expected true or false at /interrupted, got 0");
  EXPECT_THAT(error_with("/histograms/lateness", "\"what\""),
              HasSubstr("report: expected a histogram ("));
  EXPECT_THAT(error_with("/name", "[]"), HasSubstr("a string at /name, got an array"));
}

TEST(ReportJsonTest, RejectsOtherSchema) {
  EXPECT_EQ(error_with("/schema", "\"gtest_traffic-report/2\""),
            "report: expected \"gtest_traffic-report/1\", the format of this version of "
            "gtest_traffic, at /schema, got "
            "\"gtest_traffic-report/2\"");
}

TEST(ReportJsonTest, RejectsOtherDocuments) {
  for (const std::string_view text : {"", "{", "null", "[]", "{}", "\"x\"", "{} {}", "\xFF"}) {
    EXPECT_FALSE(report_from_json(text)) << text;
  }
  EXPECT_FALSE(report_from_json(std::string(100'000, '[')));
  EXPECT_EQ(report_from_json("{}").error().message,
            "report: expected a string at /schema, got nothing");
  EXPECT_EQ(report_from_json("7").error().message, "report: expected an object, got 7");
}

TEST(ReportJsonTest, DamagedFileDoesNotCrash) {
  const auto text = to_json(failed_report());
  for (std::size_t length = 0; length + 2 < text.size(); length += 173) {
    EXPECT_FALSE(report_from_json(std::string_view(text).substr(0, length)));
  }
  for (std::size_t at = 0; at < text.size(); at += 53) {
    auto damaged = text;
    damaged[at] = '9';
    const auto read = report_from_json(damaged);
    if (read) to_json(*read);
  }
}

}  // namespace
}  // namespace traffic::detail
