// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/report/failure_lines.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gtest_traffic/http/redaction.h"
#include "gtest_traffic/report/console/json_log.h"
#include "gtest_traffic/report/files/locust_csv.h"
#include "gtest_traffic/report/files/report_json.h"
#include "gtest_traffic/report/files/summary.h"

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
  EXPECT_THAT(lines[0], HasSubstr("3 ×  Shopper.Buys, key "));
  EXPECT_THAT(lines[1], HasSubstr("expected status 201, got 401"));
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
  EXPECT_THAT(lines[0], HasSubstr("no response (reset)"));
  EXPECT_THAT(lines[2], HasSubstr("status 404"));
  const Expected<Report> read = report_from_json(json);
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->failures[1].cause, "status 404");
}

}  // namespace
}  // namespace traffic::detail
