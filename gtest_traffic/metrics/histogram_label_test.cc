// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/metrics/histogram_label.h"

#include <gmock/gmock.h>

#include <cstdint>

namespace traffic::detail {
namespace {

TEST(HistogramLabelTest, MergedPartsEqualOneRun) {
  Histogram parts[2], whole;
  for (std::int64_t i = 1; i <= 20000; ++i) {
    const Duration time(1000 * i + 37 * i * i);
    parts[i % 3 == 0].record(time);
    whole.record(time);
  }
  Histogram merged;
  for (const Histogram& part : parts) {
    const auto read = histogram_of_label(histogram_label(part));
    ASSERT_TRUE(read && *read);
    merged.merge(**read);
  }
  EXPECT_EQ(merged, whole);
  EXPECT_EQ(merged.at(99.9), whole.at(99.9));
}

TEST(HistogramLabelTest, IgnoresOtherLabels) {
  EXPECT_FALSE(histogram_of_label(""));
  EXPECT_FALSE(histogram_of_label("v1;0;0;0;"));
  EXPECT_FALSE(histogram_of_label("compressed 50.3%"));
}

TEST(HistogramLabelTest, RejectsDamagedLabel) {
  std::string label = histogram_label([] {
    Histogram one;
    one.record(Duration(1500));
    return one;
  }());
  label.resize(label.size() - 3);
  const auto read = histogram_of_label(label);
  ASSERT_TRUE(read);
  EXPECT_FALSE(*read);
}

}  // namespace
}  // namespace traffic::detail
