// SPDX-License-Identifier: Apache-2.0
// Tests the builder of a load.
#include "gtest_traffic/load.h"

#include <gmock/gmock.h>

#include "gtest_traffic/figure.h"
#include "gtest_traffic/load/plan_of.h"
#include "gtest_traffic/load/run_load.h"
#include "gtest_traffic/plan/plan.h"

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::HasSubstr;

TEST(LoadTest, InvalidGatesRejectPlan) {
  const Expected<LoadPlan> plan = plan_of(Load()
                                              .shape(named("spike", constant(per_second(1), 10s)))
                                              .expect(p99.after(stage("spyke")) < 1s)
                                              .mix({{"Actor.Acts"}})
                                              .expect(p99.every(11s) < 1s)
                                              .expect(p99.of("Actor.Acts").every(1s) < 1s));
  ASSERT_FALSE(plan);
  EXPECT_THAT(plan.error().message,
              AllOf(HasSubstr("did you mean 'spike'?"), HasSubstr("a window of 11 s does not fit"),
                    HasSubstr("a journey has no metrics over time")));
}

TEST(LoadTest, CombinesStagesInOrder) {
  Load load;
  load.shape(ramp_to(per_second(10), 10s),
             stairs({.from = per_second(20), .by = per_second(10), .steps = 2, .each = 5s}),
             pause(-1s));
  EXPECT_THAT(plan_of(load).error().message, HasSubstr("stage 4: its duration of -1 s"));
}

}  // namespace
}  // namespace traffic::detail
