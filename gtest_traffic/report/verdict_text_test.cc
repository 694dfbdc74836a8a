// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/report/verdict_text.h"

#include <gtest/gtest.h>

#include "gtest_traffic/report/testing/samples.h"

namespace traffic::detail {
namespace {

TEST(VerdictTextTest, PassCountsGates) {
  auto report = passed_report();
  EXPECT_EQ(verdict_text(report), "pass, the run itself had no gates");
  report.gates = {{"p99<1s", Verdict::kPass, ""}};
  EXPECT_EQ(verdict_text(report), "pass, the gate holds");
  report.gates.push_back({"errors<1", Verdict::kPass, ""});
  EXPECT_EQ(verdict_text(report), "pass, all 2 gates hold");
}

TEST(VerdictTextTest, FailNamesEveryCause) {
  EXPECT_EQ(verdict_text(failed_report()),
            "fail, because p99<250ms: p99 is 291 ms, over 4,654 requests; 3 journeys dropped; "
            "2 distinct checks failed, 18 times in total (interrupted after 30 s)");
}

TEST(VerdictTextTest, FailWithoutChecksCountsErrors) {
  auto report = passed_report();
  report.verdict = Verdict::kFail;
  report.total.errors = 1;
  EXPECT_EQ(verdict_text(report), "fail, because 1 of 400 requests failed");
  report.total = {};
  EXPECT_EQ(verdict_text(report), "fail, because no request was measured");
}

TEST(VerdictTextTest, InvalidNamesCause) {
  auto report = passed_report();
  report.verdict = Verdict::kInvalid;
  report.invalid_because = "the event loop lagged by 40 ms\n";
  EXPECT_EQ(verdict_text(report), "invalid, because the event loop lagged by 40 ms ");
  report.invalid_because.clear();
  report.gates = {{"p99.9<1s", Verdict::kInvalid, "400 requests are too few"}};
  EXPECT_EQ(verdict_text(report), "invalid, because p99.9<1s: 400 requests are too few");
}

}  // namespace
}  // namespace traffic::detail
