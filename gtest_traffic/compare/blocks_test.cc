// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/compare/blocks.h"

#include <gtest/gtest.h>

#include "gtest_traffic/compare/command.h"
#include "gtest_traffic/compare/noise_study.h"
#include "gtest_traffic/compare/testing/noise.h"

namespace traffic::detail::compare {
namespace {

using namespace std::chrono_literals;

RunResult one(double value) {
  RunResult out;
  out.figures[{"b", "x"}] = {value, ""};
  return out;
}

TEST(PlanLooksTest, SharesAlphaOnlyForTwoLooks) {
  const LookPlan twice = plan_looks(20, 20, 1s, Duration::max());
  EXPECT_EQ(twice.first, 20u);
  EXPECT_EQ(twice.extension, 20u);
  EXPECT_DOUBLE_EQ(twice.alpha_of_each(0.05), 0.025);
  EXPECT_DOUBLE_EQ(plan_looks(20, 0, 1s, Duration::max()).alpha_of_each(0.05), 0.05);
}

TEST(PlanLooksTest, FitsBudget) {
  const LookPlan tight = plan_looks(20, 20, 1s, 30s);
  EXPECT_EQ(tight.first, 15u);
  EXPECT_EQ(tight.extension, 15u);
  EXPECT_EQ(plan_looks(20, 20, 1s, 8s).first, 8u);
  EXPECT_EQ(plan_looks(20, 20, 1s, 8s).extension, 0u);
  EXPECT_EQ(plan_looks(20, 20, 1s, -5s).first, 1u);
}

TEST(BlocksTest, RunsEachSideOnceInRandomOrder) {
  Blocks blocks;
  Random random(1);
  std::string order;
  const RunSide run = [&](Side side) -> Expected<RunResult> {
    order += side == Side::kBase ? 'b' : 'n';
    return one(side == Side::kBase ? 1 : 2);
  };
  ASSERT_FALSE(blocks.extend(20, Time::max(), run, random, [](std::size_t) {}));
  EXPECT_EQ(blocks.base.size(), 20u);
  for (std::size_t i = 0; i < 20; ++i) {
    EXPECT_EQ((blocks.base[i].figures.at({"b", "x"}).value), 1);
    EXPECT_EQ((blocks.fresh[i].figures.at({"b", "x"}).value), 2);
    EXPECT_NE(order[2 * i], order[2 * i + 1]);
  }
  EXPECT_NE(order.find("bnnb"), std::string::npos);
  ASSERT_FALSE(blocks.extend(30, Time::min(), run, random, [](std::size_t) {}));
  EXPECT_EQ(blocks.base.size(), 20u) << "no block starts after the deadline";
}

TEST(CompareInLooksTest, ExtendsOnceIfItCannotTell) {
  NoiseSource noise(3);
  Blocks blocks;
  const auto add = [&](std::size_t count) -> std::optional<Error> {
    while (blocks.base.size() < count) {
      blocks.base.push_back(one(100 * std::exp(0.05 * noise.normal())));
      blocks.fresh.push_back(one(104 * std::exp(0.05 * noise.normal())));
    }
    return std::nullopt;
  };
  add(8);
  int extensions = 0;
  const auto found = compare_in_looks(blocks, {8, 60}, {}, [&](std::size_t count) {
    ++extensions;
    return add(count);
  });
  ASSERT_TRUE(found) << found.error().message;
  EXPECT_EQ(extensions, 1);
  EXPECT_EQ(blocks.base.size(), 68u);
  EXPECT_EQ(found->rows[0].finding, Finding::kSlower);
}

TEST(CompareInLooksTest, DoesNotExtendForMissingMetric) {
  Blocks blocks;
  for (int i = 0; i < 8; ++i) {
    const double noise = 0.001 * i;
    blocks.base.push_back(one(100 + noise));
    blocks.base.back().figures[{"b", "gone"}] = {1, "ns"};
    blocks.fresh.push_back(one(150 + noise));
  }
  const auto found = compare_in_looks(blocks, {8, 60}, {}, [](std::size_t) {
    ADD_FAILURE() << "the comparison added blocks";
    return std::optional<Error>();
  });
  ASSERT_TRUE(found) << found.error().message;
  ASSERT_EQ(found->rows.size(), 2u);
}

TEST(StudyNoiseTest, MeasuresNoiseAndDetectableChange) {
  NoiseSource noise(4);
  Blocks blocks;
  for (int i = 0; i < 30; ++i) {
    const double drift = 0.05 * noise.normal();
    blocks.base.push_back(one(std::exp(drift + 0.02 * noise.normal())));
    blocks.fresh.push_back(one(std::exp(drift + 0.02 * noise.normal())));
  }
  const auto studies = study_noise(blocks, {});
  ASSERT_EQ(studies.size(), 1u);
  EXPECT_NEAR(studies[0].within_blocks, 0.028, 0.012);
  EXPECT_GT(studies[0].between_runs, studies[0].within_blocks);
  EXPECT_NEAR(studies[0].false_alarms, 0.05, 0.03);
  EXPECT_GT(studies[0].reach[0].change, studies[0].reach[3].change);
  EXPECT_NEAR(studies[0].reach[1].change, 0.02, 0.01);
}

TEST(RunCommandTest, ReadsResultAndReportsFailure) {
  const auto printed = run_command(R"(echo '{"metrics":{"http_reqs":{"rate":50}}}')", 10s);
  ASSERT_TRUE(printed) << printed.error().message;
  EXPECT_EQ((printed->figures.at({"http_reqs", "rate"}).value), 50);
  const auto written = run_command(
      R"(echo '{"benchmarks":[{"name":"b","real_time":2,"time_unit":"us"}]}' > "$BENCHMARK_OUT")",
      10s);
  ASSERT_TRUE(written) << written.error().message;
  EXPECT_EQ((written->figures.at({"b", "real_time"}).value), 2000);
  const auto named = run_command(R"(echo '{"metrics":{"a":{"avg":5}}}' > {out})", 10s);
  ASSERT_TRUE(named) << named.error().message;
  EXPECT_EQ((named->figures.at({"a", "avg"}).value), 5);
  const auto timed = run_command("true", 10s);
  ASSERT_TRUE(timed);
  EXPECT_EQ(timed->figures.count({"command", "wall_time"}), 1u);
  const auto failed = run_command("echo no such target >&2; exit 7", 10s);
  ASSERT_FALSE(failed);
  EXPECT_NE(failed.error().message.find("exited with 7\nno such target"), std::string::npos)
      << failed.error().message;
  const auto endless = run_command("sleep 60", 50ms);
  ASSERT_FALSE(endless);
  EXPECT_NE(endless.error().message.find("did not end in time"), std::string::npos);
}

}  // namespace
}  // namespace traffic::detail::compare
