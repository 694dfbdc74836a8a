// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/report/files/summary.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gtest_traffic/report/testing/golden.h"
#include "gtest_traffic/report/testing/samples.h"

namespace traffic::detail {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(SummaryTest, SummarizesFailedRun) {
  EXPECT_TRUE(matches_golden("summary.md", markdown_summary(failed_report())));
}

TEST(SummaryTest, EscapesTargetText) {
  Report report;
  report.name = "<script>alert(1)</script>";
  report.failures = {{"A.B", "GET /|x", "j.cc", 3, "**bold** [link](http://evil)\n| a |", 1, {}}};
  const std::string text = markdown_summary(report);
  EXPECT_THAT(text, Not(HasSubstr("<script")));
  EXPECT_THAT(text, HasSubstr("GET /\\|x"));
  EXPECT_THAT(text, HasSubstr("\\*\\*bold\\*\\* \\[link\\](http\\://evil)"));
}

}  // namespace
}  // namespace traffic::detail
