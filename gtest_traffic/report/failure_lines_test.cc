// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/report/failure_lines.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json/serialize.hpp>
#include <string>
#include <utility>

#include "gtest_traffic/base/testing/temporary_folder.h"
#include "gtest_traffic/http/redaction.h"
#include "gtest_traffic/match/headline.h"
#include "gtest_traffic/report/console/json_log.h"
#include "gtest_traffic/report/console/table.h"
#include "gtest_traffic/report/files/junit.h"
#include "gtest_traffic/report/files/locust_csv.h"
#include "gtest_traffic/report/files/report_json.h"
#include "gtest_traffic/report/files/summary.h"
#include "gtest_traffic/report/page/page_data.h"

namespace traffic::detail {
namespace {

using testing::HasSubstr;
using testing::Not;

Report failed_with(std::string message) {
  Report report;
  DistinctFailure failure;
  failure.journey = "Shopper.Buys";
  failure.message = std::move(message);
  failure.cause = "key hush-hush-7431";
  failure.count = 3;
  report.add_failure(std::move(failure));
  return report;
}

TEST(FailureLinesTest, ShowsExpectationInOneLine) {
  const Report report = failed_with(
      "Value of: user\nExpected: status 201\n"
      "  Actual: 401 Unauthorized (of type traffic::Response), got 401");
  const auto lines = failure_lines(report, 5, 100);
  ASSERT_EQ(lines.size(), 2u);
  EXPECT_THAT(lines[0], HasSubstr("3 ×  Shopper.Buys: expected status 201, got 401"));
  EXPECT_THAT(lines[1], HasSubstr("            key "));
}

TEST(FailureLinesTest, EveryOutputHidesComparedSecrets) {
  redactor().add_secret("FAILURE_LINES_KEY", "hush-hush-7431");
  const Report report = failed_with(
      "Expected equality of these values:\n  \"x\"\n  key\n    Which is: \"hush-hush-7431\"");
  EXPECT_THAT(failure_lines(report, 5, 100).at(0), Not(HasSubstr("hush-hush")));
  EXPECT_THAT(failure_lines(report, 5, 100).at(1), Not(HasSubstr("hush-hush")));
  EXPECT_THAT(locust_csv(report).failures, Not(HasSubstr("hush-hush")));
  EXPECT_THAT(markdown_summary(report), Not(HasSubstr("hush-hush")));
  EXPECT_THAT(to_json(report), Not(HasSubstr("hush-hush")));
  EXPECT_THAT(log_failure({}, report.failures.front()), Not(HasSubstr("hush-hush")));
}

TEST(FailureLinesTest, EveryOutputSeparatesCausesOfOneLine) {
  Report report = failed_with("not what was expected");
  report.failures[0].cause = "no response (reset)";
  report.failures.push_back(report.failures[0]);
  report.failures[1].cause = "status 404";
  const std::string csv = locust_csv(report).failures;
  const std::string summary = markdown_summary(report);
  const std::string json = to_json(report);
  for (const char* cause : {"reset", "status 404"}) {
    EXPECT_THAT(csv, HasSubstr(cause));
    EXPECT_THAT(summary, HasSubstr(cause));
    EXPECT_THAT(json, HasSubstr(cause));
  }
  const auto lines = failure_lines(report, 5, 100);
  ASSERT_EQ(lines.size(), 4u);
  EXPECT_THAT(lines[1], HasSubstr("no response (reset)"));
  EXPECT_THAT(lines[3], HasSubstr("status 404"));
  const Expected<Report> read = report_from_json(json);
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->failures[1].cause, "status 404");
}

// Returns the JUnit file of a test with one failure.
std::string junit_of(std::string message) {
  const TemporaryFolder folder;
  auto file = JUnitFile::create(folder.path("junit.xml"), "suite", {});
  if (!file) return file.error().message;
  JUnitCase test;
  test.result = JUnitCase::Result::kFailed;
  test.failures = {{std::move(message)}};
  file->end(test);
  return folder.read("junit.xml");
}

// Removes the escapes of Markdown.
std::string plain(std::string text) {
  std::erase(text, '\\');
  return text;
}

TEST(HeadlineTest, IsTheSameInEveryOutput) {
  Report report;
  DistinctFailure failure;
  failure.journey = "Shopper.BuysSomething";
  failure.step = "POST /api/orders/{}";
  failure.file = "suites/shop/journeys.cc";
  failure.line = 21;
  failure.message = "expected JSON /status to be PAID, got PENDING";
  failure.cause = "status 200, another value";
  failure.count = 7;
  failure.examples = {headline(failure) + "\n\nrequest (step 2)\n"};
  report.add_failure(failure);
  const std::string line =
      "Shopper.BuysSomething, step 'POST /api/orders/{}': expected JSON /status to be PAID, got "
      "PENDING";
  EXPECT_EQ(headline(failure), line);

  // CTest shows the output of GoogleTest.
  const std::string message = first_example(failure, "7 times, the first:");
  EXPECT_EQ(message, line + "\n7 times, the first:\n\nrequest (step 2)\n");
  EXPECT_EQ(headline("Failed\n" + message), line);

  EXPECT_THAT(final_table(report), HasSubstr("7 ×  " + line + "\n"));
  EXPECT_THAT(plain(markdown_summary(report)), HasSubstr("| 7 | " + line + " |"));
  EXPECT_THAT(to_json(report), HasSubstr("\"headline\":\"" + line + "\""));
  EXPECT_THAT(boost::json::serialize(page_data(report, nullptr)),
              HasSubstr("\"headline\":\"" + line + "\""));
  EXPECT_THAT(junit_of("Failed\n" + message), HasSubstr("<failure message=\"" + line + "\""));
}

}  // namespace
}  // namespace traffic::detail
