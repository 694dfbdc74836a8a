// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/report/grade.h"

#include <gmock/gmock.h>

namespace traffic::detail {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

TEST(GradeTest, EveryFigureMustMeetItsBound) {
  EXPECT_EQ(grade_of({100.1, 199.9, 0.99}), Grade::kGood);
  EXPECT_EQ(grade_of({100, 199.9, 0.99}), Grade::kAcceptable);
  EXPECT_EQ(grade_of({100.1, 200, 0.99}), Grade::kAcceptable);
  EXPECT_EQ(grade_of({100.1, 199.9, 1}), Grade::kAcceptable);
  EXPECT_EQ(grade_of({50.1, 499.9, 4.99}), Grade::kAcceptable);
}

TEST(GradeTest, FiguresBetweenTheRowsAreCalledSo) {
  EXPECT_EQ(grade_of({50, 100, 0}), Grade::kBetween);
  EXPECT_EQ(grade_of({200, 500, 0}), Grade::kBetween);
  EXPECT_EQ(grade_of({200, 1000, 0}), Grade::kBetween);
  EXPECT_EQ(grade_of({200, 100, 5}), Grade::kBetween);
  EXPECT_EQ(grade_of({200, 100, 10}), Grade::kBetween);
}

TEST(GradeTest, OnePoorFigureMakesThePoorGrade) {
  EXPECT_EQ(grade_of({49.9, 100, 0}), Grade::kPoor);
  EXPECT_EQ(grade_of({200, 1000.1, 0}), Grade::kPoor);
  EXPECT_EQ(grade_of({200, 100, 10.1}), Grade::kPoor);
}

TEST(GradeTest, TextHasAHintForEachFigureThatIsNotGood) {
  EXPECT_EQ(grade_text({200, 100, 0}),
            "grade: good (200.0 requests/s, average 100.0 ms, 0.00 % failed)\n");
  EXPECT_THAT(grade_text({200, 700, 0}),
              AllOf(StartsWith("grade: between acceptable and poor ("), HasSubstr("database"),
                    Not(HasSubstr("error logs")), Not(HasSubstr("CPU"))));
  EXPECT_THAT(grade_text({10, 100, 20}),
              AllOf(StartsWith("grade: poor ("), HasSubstr("error logs"), HasSubstr("CPU")));
}

TEST(GradeTest, FiguresOfAReportExcludeItsWarmUp) {
  Report report;
  report.elapsed = std::chrono::seconds(2);
  report.total.requests = 300;
  report.total.errors = 3;
  report.total.response_time.record(std::chrono::milliseconds(100));
  const GradedFigures figures = graded_figures(report);
  EXPECT_DOUBLE_EQ(figures.requests_per_second, 150);
  EXPECT_NEAR(figures.average_ms, 100, 1);
  EXPECT_DOUBLE_EQ(figures.error_percent, 1);
}

}  // namespace
}  // namespace traffic::detail
