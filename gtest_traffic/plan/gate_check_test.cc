// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/plan/gate_check.h"

#include <gmock/gmock.h>

#include "gtest_traffic/figure.h"

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::HasSubstr;

Shape spiky() {
  return Shape({named("base", constant(per_second(10), 10s)),
                named("spike", constant(per_second(50), 5s)),
                named("base", constant(per_second(10), 15s))});
}

std::string mistakes(const Gate& gate, Duration warm_up = 0s, const Shape& shape = spiky()) {
  const std::optional<Error> error = check_gate(gate, shape, warm_up);
  return error ? error->message : "";
}

TEST(CheckGatesTest, AcceptsStagesOfShape) {
  EXPECT_EQ(mistakes(p99 < 1s), "");
  EXPECT_EQ(mistakes(p99.every(30s) < 1s), "");
  EXPECT_EQ(mistakes(p99.during(stage("spike")) < 1s, 14s), "");
  EXPECT_EQ(mistakes(p99.after(stage("spike"), 14s) < 1s), "");
  // The time between the first base stage and the second.
  EXPECT_EQ(mistakes(p99.after(stage("base"), 4s) < 1s), "");
}

TEST(CheckGatesTest, UnknownStageSuggestsNearest) {
  EXPECT_EQ(mistakes(p99.after(stage("spik"), 5s) < 50ms),
            "gate 'p99 after spik+5s<50ms': the shape has no stage 'spik' (did you mean 'spike'?); "
            "there are 'base', 'spike'");
  EXPECT_THAT(
      mistakes(p99.during(stage("spike")) < 50ms, 0s, Shape({constant(per_second(10), 10s)})),
      HasSubstr("its stages have no names: write named(\"spike\", …)"));
}

TEST(CheckGatesTest, RejectsEmptyMeasurement) {
  EXPECT_EQ(mistakes(p99.every(30s) < 1s, 1s),
            "gate 'p99 every 30s<1s': a window of 30 s does not fit into the 29 s of whole seconds "
            "that are measured");
  EXPECT_THAT(mistakes(p99.every(29s) < 1s, 1500ms), HasSubstr("into the 28 s of whole seconds"));
  EXPECT_EQ(
      mistakes(p99.after(stage("spike"), 15s) < 50ms),
      "gate 'p99 after spike+15s<50ms': the measured time is below one second from 15 s after "
      "'spike', of a load of 30 s");
  EXPECT_THAT(mistakes(p99.during(stage("spike")) < 50ms, 15s),
              HasSubstr("the measured time is below one second during 'spike'"));
  EXPECT_THAT(mistakes(p99.after(stage("base"), 5s) < 50ms, 0s,
                       Shape({named("base", constant(per_second(1), 10s))})),
              HasSubstr("below one second"));
}

TEST(CheckGatesTest, RejectsMetricsWithoutFiguresOverTime) {
  EXPECT_THAT(mistakes(dropped.every(10s) < 1), HasSubstr("counted only at the end"));
  EXPECT_EQ(mistakes(p99.of("GET /").every(10s) < 1s), "");
  EXPECT_THAT(mistakes(p99.of("GET /").every(31s) < 1s), HasSubstr("does not fit"));
  const std::vector<std::string> journeys{"Shopper.Buys"};
  EXPECT_EQ(refuse_journey_over_time(p99.of("GET /").every(10s) < 1s, journeys), std::nullopt);
  EXPECT_EQ(refuse_journey_over_time(p99.of("Shopper.Buys") < 1s, journeys), std::nullopt);
  const auto refused = refuse_journey_over_time(p99.of("Shopper.Buys").every(9s) < 1s, journeys);
  ASSERT_TRUE(refused);
  EXPECT_EQ(refused->message,
            "gate 'p99[Shopper.Buys] every 9s<1s': a journey has no metrics over time; judge "
            "'Shopper.Buys' over the whole run, or one of its steps over time");
}

TEST(StepsOverTimeTest, NamesEachStepOnce) {
  EXPECT_THAT(steps_over_time({p99.every(1s) < 1s, p99.of("GET /a") < 1s,
                               p99.of("GET /b").every(1s) < 1s, p50.of("GET /b").every(2s) < 1s,
                               mean.of("GET /c").during(stage("spike")) < 1s}),
              testing::ElementsAre("GET /b", "GET /c"));
}

TEST(ForetellFewSamplesTest, NamesGateThatNeedsMoreRequests) {
  const Shape shape({constant(per_second(10), 30s)});
  EXPECT_THAT(foretell_few_samples({p90 < 1s, error_rate < 1_percent}, shape, 0s),
              testing::IsEmpty());
  EXPECT_THAT(
      foretell_few_samples({p99 < 1s}, shape, 5s),
      testing::ElementsAre(
          "note: gate p99<1s needs at least 1,000 requests, and the load starts 250 journeys "
          "after the warm-up; if they make fewer requests, the run is invalid"));
  EXPECT_THAT(foretell_few_samples({p99 < 1s}, Shape({constant(users(3), 30s)}), 0s),
              testing::IsEmpty());
}

}  // namespace
}  // namespace traffic::detail
