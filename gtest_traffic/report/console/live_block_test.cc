// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/report/console/live_block.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gtest_traffic/report/console/cells.h"
#include "gtest_traffic/report/testing/golden.h"
#include "gtest_traffic/report/testing/samples.h"

namespace traffic::detail {
namespace {

using testing::HasSubstr;

std::string text_of(const LiveView& view, std::size_t columns) {
  std::string text;
  for (const auto& line : live_block(view, columns)) text += line.text + "\n";
  return text;
}

TEST(LiveBlockTest, MatchesGoldenFile) {
  EXPECT_TRUE(matches_golden("live_block.txt", text_of(shop_view(), 100)));
}

TEST(LiveBlockTest, FitsNarrowTerminal) {
  auto view = shop_view();
  view.counts.steps.push_back(
      live_step("GET /東京/{}/very/long/path/that/does/not/fit/{}", 1'000'000, 0, Duration{0}));
  EXPECT_TRUE(matches_golden("live_block_narrow.txt", text_of(view, 60)));
  for (std::size_t columns = 0; columns < 130; ++columns) {
    for (const auto& line : live_block(view, columns)) EXPECT_LE(cells(line.text), columns);
  }
}

TEST(LiveBlockTest, DrawsRateAndLatencyHistory) {
  std::string text;
  for (const auto& line : live_block(shop_view(), 100, {{5, 10, 20}, {1, 250, 125}})) {
    text += line.text + "\n";
  }
  EXPECT_THAT(text, HasSubstr("   RPS  ▃▅█ max 20.0\n   p99  ▁█▅ max 250ms\n"));
}

TEST(LiveBlockTest, ShowsMoreStepsOnHighScreen) {
  auto view = shop_view();
  for (int i = 0; i < 20; ++i)
    view.counts.steps.push_back(live_step("GET /more", 1, 0, Duration{0}));
  EXPECT_EQ(live_block(view, 100).size() + 18, live_block(view, 100, {}, 50).size());
}

TEST(LiveBlockTest, ShowsFailingGatesAndChecks) {
  auto view = shop_view();
  view.gates = {{"p99<250ms", Verdict::kPass, "p99 is 12 ms"},
                {"error_rate<1%", Verdict::kFail, "error_rate is 1.3 %"},
                {"max<1s", Verdict::kInvalid, "not enough data"}};
  view.failing = {{12, "Shopper.Buys, step 'GET /': expected status 200, got 503"}};
  EXPECT_THAT(text_of(view, 100),
              HasSubstr("   Gates: 1 of 2 hold so far\n"
                        "   ✗ error_rate<1%: error_rate is 1.3 %\n"
                        "   12 × Shopper.Buys, step 'GET /': expected status 200, got 503\n"));
  EXPECT_THAT(live_line(view), testing::EndsWith(" | error_rate<1% fails"));
}

TEST(LiveBlockTest, ShowsUnlimitedRun) {
  auto view = shop_view();
  view.duration = Duration{0};
  EXPECT_THAT(text_of(view, 100), HasSubstr("until interrupted"));
}

TEST(LiveBlockTest, DoesNotDivideByZeroAtStart) {
  LiveView view;
  view.duration = std::chrono::seconds(10);
  view.counts.steps.push_back(live_step("GET /", 0, 0, Duration{0}));
  const auto text = text_of(view, 100);
  EXPECT_THAT(text, HasSubstr("Success Rate: - |"));
  EXPECT_THAT(text, HasSubstr("0% | 10s left"));
  EXPECT_THAT(text, HasSubstr("GET /: 0 req\n"));
}

TEST(LiveBlockTest, ShowsWaitForRunningJourneys) {
  auto view = shop_view();
  view.elapsed = std::chrono::seconds(61);
  EXPECT_THAT(text_of(view, 100), HasSubstr("100% | waiting for running journeys"));
  EXPECT_THAT(text_of(view, 100), HasSubstr("Stats [1min + 1.0s] demo"));
  EXPECT_THAT(live_line(view), testing::StartsWith("[1min + 1.0s] demo"));
  view.ended = true;
  EXPECT_THAT(text_of(view, 100), HasSubstr("100% | ended"));
}

TEST(LiveBlockTest, MarksErrorsAndWarmUp) {
  auto view = shop_view();
  EXPECT_EQ(live_block(view, 100)[2].tone, Tone::kBad);
  for (StepRow& step : view.counts.steps) step.measured.errors = 0;
  view.warm_up = true;
  EXPECT_EQ(live_block(view, 100)[2].tone, Tone::kPlain);
  EXPECT_THAT(text_of(view, 100), HasSubstr("demo: steady (warm-up)"));
}

TEST(LiveBlockTest, ShowsManualChanges) {
  auto view = shop_view();
  view.factor = 1.1;
  EXPECT_THAT(text_of(view, 100), HasSubstr("steady (1.1 times the planned rate)\n"));
  view.model = LoadModel::kClosed;
  EXPECT_THAT(text_of(view, 100), HasSubstr("(1.1 times the planned users)"));
  view.paused = true;
  EXPECT_THAT(text_of(view, 100), HasSubstr("| paused, 15s left (space resumes)"));
  EXPECT_THAT(live_line(view), testing::EndsWith(" | paused"));
  view.duration = Duration{0};
  EXPECT_THAT(text_of(view, 100), HasSubstr("   paused (space resumes)"));
}

TEST(LiveBlockTest, ShowsGeneratorStalls) {
  auto view = shop_view();
  EXPECT_THAT(text_of(view, 100), testing::Not(HasSubstr("Stalls")));
  view.counts.loop_stalls = 3;
  view.counts.longest_stall = std::chrono::milliseconds(42);
  EXPECT_THAT(text_of(view, 100), HasSubstr("   Generator Stalls: 3 over 10 ms, longest 42ms\n"));
}

TEST(LiveLineTest, IsOneLine) {
  EXPECT_EQ(live_line(shop_view()),
            "[45.2s of 1min] demo: steady | 904 requests, 12 errors, 98.7% success, 20.0/s | "
            "offered 20.0 "
            "journeys/s | 15 journeys, "
            "12 completed, 3 users | p50 45ms p90 120ms p99 250ms");
}

TEST(LiveLineTest, OmitsOpenModelFieldsOfClosedModel) {
  auto view = shop_view();
  view.model = LoadModel::kClosed;
  view.name = "a\nb\x1b";
  view.duration = Duration{0};
  EXPECT_THAT(live_line(view), testing::StartsWith("[45.2s] a b : steady | "));
  EXPECT_THAT(live_line(view), Not(HasSubstr("offered")));
}

}  // namespace
}  // namespace traffic::detail
