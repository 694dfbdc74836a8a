// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/report/console/table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gtest_traffic/base/text.h"
#include "gtest_traffic/report/console/cells.h"
#include "gtest_traffic/report/failure_lines.h"
#include "gtest_traffic/report/testing/golden.h"
#include "gtest_traffic/report/testing/samples.h"

namespace traffic::detail {
namespace {

using testing::HasSubstr;

TEST(TableTest, RendersFailedOpenModel) {
  EXPECT_TRUE(matches_golden("table_failed.txt", final_table(failed_report())));
}

TEST(TableTest, RendersPassedClosedModel) {
  EXPECT_TRUE(matches_golden("table_closed.txt", final_table(passed_report())));
}

TEST(TableTest, InvalidRunEndsWithCause) {
  auto report = passed_report();
  report.verdict = Verdict::kInvalid;
  report.invalid_because = "38.1 of 50 journeys/s were started though users were free";
  EXPECT_THAT(
      final_table(report),
      testing::EndsWith(
          "\nverdict: invalid, because 38.1 of 50 journeys/s were started though users were "
          "free\n"));
}

TEST(TableTest, EmptyReportDoesNotDivideByZero) {
  Report report;
  report.name = "empty";
  EXPECT_TRUE(matches_golden("table_empty.txt", final_table(report)));
}

TEST(TableTest, LargeValuesKeepWidthWithin120) {
  auto report = failed_report();
  report.elapsed = std::chrono::milliseconds(200);
  report.total.requests = 123'456'789;
  report.total.errors = 123'456;
  report.total.bytes_received = 900'000'000'000;
  report.total.response_time.record(std::chrono::seconds(600));
  const auto text = final_table(report);
  const auto table = std::string_view(text).substr(0, text.find("requests    "));
  for (const auto line : split(table, '\n')) EXPECT_LE(cells(line), 120U) << line;
  EXPECT_THAT(text, HasSubstr(" 600,000 "));
}

TEST(TableTest, HostileNamesStayOnOneLine) {
  auto report = passed_report();
  report.steps["GET /\x1b[2J\nverdict: pass"] = report.total;
  EXPECT_THAT(final_table(report), HasSubstr("GET / [2J verdict: pass"));
}

TEST(FailureLinesTest, ListsMostFrequentFirst) {
  const auto lines = failure_lines(failed_report(), 1, 40);
  ASSERT_EQ(lines.size(), 3U);
  EXPECT_EQ(
      lines[0],
      "      12 ×  Shopper.BuysSomething, step 'POST /api/payments': expected JSON /status to be "
      "\"COMPLETED\", got \"PENDING\"")
      << "the headline is not cut";
  EXPECT_EQ(lines[1], "            journeys.cc:26, status 201,…");
  EXPECT_EQ(lines[2], "            and 1 more distinct failure");
}

TEST(FinalTableTest, OmitsColumnsOnNarrowTerminal) {
  const Report report = failed_report();
  const auto heads = [&](std::size_t columns) {
    const std::string text = final_table(report, columns);
    const std::size_t begin = text.find("\nstep ") + 1;
    return text.substr(begin, text.find('\n', begin) - begin);
  };
  EXPECT_LE(cells(heads(80)), 80U);
  EXPECT_THAT(heads(80), testing::HasSubstr("p50    p95    p99"));
  EXPECT_THAT(heads(103), testing::HasSubstr("bytes/s"));
  EXPECT_EQ(heads(20), heads(40)) << "the other columns always stay";
}

}  // namespace
}  // namespace traffic::detail
