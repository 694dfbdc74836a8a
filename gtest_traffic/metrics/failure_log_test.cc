// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/metrics/failure_log.h"

#include <gmock/gmock.h>

namespace traffic::detail {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

const std::vector<std::string> kJourneys = {"Shopper.Browses", "Shopper.Buys"};

Report folded(const FailureLog& log) {
  Report report;
  log.fold_into(report, kJourneys);
  return report;
}

TEST(FailureLogTest, CountsByJourneyStepFileAndLine) {
  FailureLog log;
  log.count({0, "GET /a", "shop.cc", 10, "first", Outside::kNo});
  log.count({0, "GET /a", "shop.cc", 10, "second", Outside::kNo});
  log.count({1, "GET /a", "shop.cc", 10, "other journey", Outside::kNo});
  log.count({0, "GET /b", "shop.cc", 10, "other step", Outside::kNo});
  log.count({0, "GET /a", "cart.cc", 10, "other file", Outside::kNo});
  log.count({0, "GET /a", "shop.cc", 11, "other line", Outside::kNo});
  const Report report = folded(log);
  ASSERT_THAT(report.failures, SizeIs(5));
  const DistinctFailure& first = report.failures[0];
  EXPECT_EQ(first.journey, "Shopper.Browses");
  EXPECT_EQ(first.step, "GET /a");
  EXPECT_EQ(first.file, "shop.cc");
  EXPECT_EQ(first.line, 10);
  EXPECT_EQ(first.message, "first");
  EXPECT_EQ(first.count, 2U);
  EXPECT_EQ(report.failures[1].journey, "Shopper.Buys");
}

TEST(FailureLogTest, KeepsFirstExamples) {
  FailureLog log;
  for (int i = 1; i <= 5; ++i) {
    const bool wanted = log.count({0, "GET /", "shop.cc", 10, "message", Outside::kNo});
    EXPECT_EQ(wanted, i <= 3) << i;
    log.add_example(std::to_string(i));
  }
  const Report report = folded(log);
  EXPECT_THAT(report.failures[0].examples, ElementsAre("1", "2", "3"));
  EXPECT_EQ(report.failures[0].count, 5U);
}

TEST(FailureLogTest, AddsExampleToLatestFailure) {
  FailureLog log;
  log.count({0, "GET /", "shop.cc", 10, "", Outside::kNo});
  log.count({0, "GET /", "shop.cc", 20, "", Outside::kNo});
  log.add_example("of line 20");
  const Report report = folded(log);
  EXPECT_THAT(report.failures[0].examples, IsEmpty());
  EXPECT_THAT(report.failures[1].examples, ElementsAre("of line 20"));
}

TEST(FailureLogTest, RepeatedFailuresNeedNoExamples) {
  FailureLog log;
  EXPECT_TRUE(log.wants_example(0, "GET /"));
  for (int i = 0; i < 100; ++i) log.count({0, "GET /", "shop.cc", 10, "", Outside::kNo});
  EXPECT_FALSE(log.wants_example(0, "GET /"));
  EXPECT_TRUE(log.wants_example(0, "GET /other"));
  EXPECT_TRUE(log.wants_example(1, "GET /"));
  log.count({0, "GET /", "shop.cc", 20, "a line that did not fail before", Outside::kNo});
  EXPECT_TRUE(log.wants_example(0, "GET /"));
}

TEST(FailureLogTest, ExcessLinesShareOneEntry) {
  FailureLog log;
  const int lines = static_cast<int>(FailureLog::kMaxDistinct) + 7;
  for (int line = 0; line < lines; ++line)
    log.count({0, "GET /", "shop.cc", line, "message", Outside::kNo});
  EXPECT_FALSE(log.count({0, "GET /new", "shop.cc", 1, "message", Outside::kNo}));
  log.add_example("belongs nowhere");
  EXPECT_FALSE(log.wants_example(0, "GET /new"));
  EXPECT_TRUE(log.count({0, "GET /", "shop.cc", 5, "a known line", Outside::kNo}));
  const Report report = folded(log);
  ASSERT_THAT(report.failures, SizeIs(FailureLog::kMaxDistinct + 1));
  EXPECT_EQ(report.failures.back().count, 8U);
  EXPECT_EQ(report.failures.back().message, "failures at other lines, counted together");
  EXPECT_THAT(report.failures.back().examples, IsEmpty());
}

TEST(FailureLogTest, FoldsWorkersIntoOneRow) {
  FailureLog one;
  FailureLog two;
  for (FailureLog* log : {&one, &two}) {
    for (const std::string_view example : {"a", "b"}) {
      log->count({1, "GET /", "shop.cc", 10, "message", Outside::kNo});
      log->add_example(std::string(example));
    }
  }
  Report report = folded(one);
  two.fold_into(report, kJourneys);
  ASSERT_THAT(report.failures, SizeIs(1));
  EXPECT_EQ(report.failures[0].count, 4U);
  EXPECT_THAT(report.failures[0].examples, ElementsAre("a", "b", "a"));
}

TEST(FailureLogTest, ReportsEachUpdateOnce) {
  FailureLog log;
  const std::string journeys[] = {"A.B"};
  std::vector<DistinctFailure> news;
  log.take_updates(news, journeys);
  EXPECT_TRUE(news.empty());
  log.count({0, "GET /x", "j.cc", 3, "wrong", Outside::kNo});
  log.count({0, "GET /x", "j.cc", 3, "wrong", Outside::kNo});
  log.take_updates(news, journeys);
  ASSERT_EQ(news.size(), 1U);
  EXPECT_EQ(news[0].count, 2U);
  EXPECT_EQ(news[0].message, "wrong");
  EXPECT_EQ(news[0].journey, "A.B");
  log.count({0, "GET /x", "j.cc", 3, "wrong", Outside::kNo});
  log.take_updates(news, journeys);
  log.take_updates(news, journeys);
  ASSERT_EQ(news.size(), 2U);
  EXPECT_EQ(news[1].count, 1U);
  EXPECT_EQ(news[1].message, "");
}

TEST(FailureLogTest, CountsFailuresOutsideRequests) {
  FailureLog log;
  const std::string journeys[] = {"A.B"};
  std::vector<DistinctFailure> news;
  log.count({0, "SetUp", "j.cc", 3, "wrong", Outside::kYes});
  log.take_updates(news, journeys);
  log.count({0, "SetUp", "j.cc", 3, "wrong", Outside::kYes});
  log.count({0, "SetUp", "j.cc", 3, "wrong", Outside::kNo});
  log.take_updates(news, journeys);
  ASSERT_EQ(news.size(), 2U);
  EXPECT_EQ(news[0].outside, 1U);
  EXPECT_EQ(news[1].outside, 1U);
  EXPECT_EQ(news[1].count, 2U);
}

}  // namespace
}  // namespace traffic::detail
