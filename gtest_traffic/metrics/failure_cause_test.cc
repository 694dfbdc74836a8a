// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/metrics/failure_cause.h"

#include <gmock/gmock.h>

#include "gtest_traffic/http/redaction.h"
#include "gtest_traffic/metrics/failure_log.h"

namespace traffic::detail {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

const std::vector<std::string> kBuys = {"Shopper.Buys"};
constexpr FailureCause kReset{.failure = Failure::kReset};
constexpr FailureCause k404{.status = 404};

bool count_one(FailureLog& log, const FailureCause& cause, std::string_view message = "m") {
  return log.count({0, "GET /", "shop.cc", 10, message, Outside::kNo, cause});
}

Report folded_of(const FailureLog& log) {
  Report report;
  log.fold_into(report, kBuys);
  return report;
}

TEST(FailureCauseTest, PrintsReadableText) {
  EXPECT_EQ(to_string(FailureCause{}), "");
  EXPECT_EQ(to_string(k404), "status 404");
  EXPECT_EQ(to_string(kReset), "no response (reset)");
  EXPECT_EQ(to_string(FailureCause{.status = 200, .said = "no stock"}), "status 200, no stock");
  EXPECT_EQ(to_string(FailureCause{.said = "no stock"}), "no stock");
}

TEST(FailureCauseTest, HidesSecretsAndControlCharacters) {
  redactor().add_secret("CAUSE_KEY", "hush-cause-word");
  EXPECT_THAT(to_string(FailureCause{.said = "key hush-cause-word\x1b[2J"}),
              testing::Not(testing::AnyOf(testing::HasSubstr("hush-cause-word"),
                                          testing::HasSubstr("\x1b"))));
}

TEST(FailureCauseTest, SeparatesFailuresOfOneLine) {
  FailureLog log;
  for (int i = 0; i < 33; ++i) count_one(log, kReset, "reset");
  for (int i = 0; i < 4664; ++i) count_one(log, k404, "404");
  const Report report = folded_of(log);
  ASSERT_THAT(report.failures, SizeIs(2));
  EXPECT_EQ(report.failures[0].count, 33U);
  EXPECT_EQ(report.failures[0].cause, "no response (reset)");
  EXPECT_EQ(report.failures[1].count, 4664U);
  EXPECT_EQ(report.failures[1].cause, "status 404");
  EXPECT_EQ(report.failures[1].message, "404");
  EXPECT_EQ(report.failed_places(), 1U);
}

TEST(FailureCauseTest, NewOutcomeNeedsExample) {
  FailureLog log;
  for (int i = 0; i < 100; ++i) count_one(log, kReset);
  EXPECT_FALSE(log.wants_example(0, "GET /", Failure::kReset, 0));
  EXPECT_TRUE(log.wants_example(0, "GET /", Failure::kNone, 404));
  for (int i = 0; i < 100; ++i) count_one(log, k404);
  EXPECT_FALSE(log.wants_example(0, "GET /", Failure::kNone, 404));
}

TEST(FailureCauseTest, FullTextReplacesOmittedText) {
  FailureLog log;
  FailureCause quiet = k404;
  quiet.text = FailureCause::Text::kOmitted;
  EXPECT_TRUE(count_one(log, quiet, "Expected: , got"));
  log.add_example("the exchange alone");
  EXPECT_EQ(folded_of(log).failures[0].examples.size(), 1U);
  EXPECT_TRUE(count_one(log, k404, "whole"));
  log.add_example("example");
  EXPECT_FALSE(count_one(log, quiet, "Expected: , got"));
  const Report report = folded_of(log);
  ASSERT_THAT(report.failures, SizeIs(1));
  EXPECT_EQ(report.failures[0].message, "whole");
  EXPECT_EQ(report.failures[0].count, 3U);
  EXPECT_THAT(report.failures[0].examples, ElementsAre("example"));
}

TEST(FailureCauseTest, ExcessCausesShareOneEntry) {
  FailureLog log;
  for (int i = 0; i < 40; ++i) {
    for (int again = 0; again < 2; ++again) {
      count_one(log, {.status = 400 + i});
      log.add_example("example");
    }
  }
  log.count({0, "GET /", "shop.cc", 11, "another line", Outside::kNo, {.status = 439}});
  const Report report = folded_of(log);
  ASSERT_THAT(report.failures, SizeIs(DistinctFailure::kMaxCauses + 2));
  const DistinctFailure& others = report.failures[DistinctFailure::kMaxCauses];
  EXPECT_EQ(others.cause, DistinctFailure::kOtherCauses);
  EXPECT_EQ(others.count, 2 * (40 - DistinctFailure::kMaxCauses));
  EXPECT_THAT(others.examples, IsEmpty());
  EXPECT_EQ(report.failures.back().cause, "status 439");
  EXPECT_FALSE(log.wants_example(0, "GET /", Failure::kNone, 430))
      << "no more examples for the other causes";
}

TEST(FailureCauseTest, MergeKeepsCauseLimit) {
  Report whole;
  std::uint64_t count = 0;
  for (int shard = 0; shard < 5; ++shard) {
    FailureLog log;
    for (int i = 0; i < 20; ++i) count_one(log, {.status = 400 + 10 * shard + i});
    Report report = folded_of(log);
    for (const DistinctFailure& failure : report.failures) count += failure.count;
    whole.merge(report);
  }
  EXPECT_THAT(whole.failures, SizeIs(DistinctFailure::kMaxCauses + 1));
  std::uint64_t merged = 0;
  for (const DistinctFailure& failure : whole.failures) merged += failure.count;
  EXPECT_EQ(merged, count);
  EXPECT_EQ(whole.failures.back().cause, DistinctFailure::kOtherCauses);
}

TEST(FailureCauseTest, UpdatesDeliverFullTextLater) {
  FailureLog log;
  FailureCause quiet = k404;
  quiet.text = FailureCause::Text::kOmitted;
  count_one(log, quiet, "left out");
  log.add_example("the exchange alone");
  std::vector<DistinctFailure> news;
  log.take_updates(news, kBuys);
  count_one(log, k404, "whole");
  log.add_example("example");
  log.take_updates(news, kBuys);
  Report report;
  for (DistinctFailure& one : news) report.add_failure(std::move(one));
  ASSERT_THAT(report.failures, SizeIs(1));
  EXPECT_EQ(report.failures[0].message, "whole");
  EXPECT_EQ(report.failures[0].cause, "status 404");
  EXPECT_EQ(report.failures[0].count, 2U);
  EXPECT_THAT(report.failures[0].examples, ElementsAre("example"));
}

}  // namespace
}  // namespace traffic::detail
