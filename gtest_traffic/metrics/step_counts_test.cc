// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/metrics/step_counts.h"

#include <gmock/gmock.h>

#include "gtest_traffic/base/testing/allocation_count.h"

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

Sample answered(int status, Duration took, Failure failure = Failure::kNone) {
  Sample sample;
  sample.intended = sample.sent = Time(1h);
  sample.done = Time(1h) + took;
  sample.bytes_sent = 10;
  sample.bytes_received = 100;
  sample.redirects = 1;
  sample.status = status;
  sample.failure = failure;
  return sample;
}

StepCounts counts_of(std::initializer_list<Sample> samples) {
  StepCounts counts;
  for (const Sample& sample : samples) counts.add(sample);
  return counts;
}

TEST(StepCountsTest, MergedPartsEqualTheWhole) {
  const Sample a = answered(200, 1ms), b = answered(404, 2ms),
               c = answered(0, 3ms, Failure::kReset);
  StepCounts parts = counts_of({a, b});
  parts.merge(counts_of({b, c}));
  const StepStatistics merged = parts.statistics();
  const StepStatistics whole = counts_of({a, b, b, c}).statistics();
  EXPECT_EQ(merged.requests, 4U);
  EXPECT_EQ(merged.errors, 1U);
  EXPECT_EQ(merged.sent(), 8U);
  EXPECT_EQ(merged.bytes_received, whole.bytes_received);
  EXPECT_THAT(merged.statuses, ElementsAre(Pair(0, 1), Pair(200, 1), Pair(404, 2)));
  EXPECT_THAT(merged.failures, ElementsAre(Pair("reset", 1)));
  EXPECT_EQ(merged.response_time, whole.response_time);
  EXPECT_EQ(merged.service_time, whole.service_time);
  EXPECT_EQ(merged.lateness, whole.lateness);
  EXPECT_EQ(parts.total_time, 8ms);
}

TEST(StepCountsTest, AssignReusesMemory) {
  StepCounts later = counts_of({answered(200, 1ms), answered(404, 5ms)});
  StepCounts copy = later;
  later.add(answered(200, 1ms));
  const long before = allocation_count();
  copy.assign(later, Detail::kHistograms);
  EXPECT_EQ(allocation_count(), before);
  EXPECT_EQ(copy.requests, 3U);
  EXPECT_EQ(copy.response_time, later.response_time);
  copy.clear();
  EXPECT_EQ(copy.requests, 0U);
  EXPECT_THAT(copy.statistics().statuses, IsEmpty());
  copy.assign(later, Detail::kCounts);
  EXPECT_EQ(copy.requests, 3U);
  EXPECT_EQ(copy.response_time.count(), 0U);
}

}  // namespace
}  // namespace traffic::detail
