// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/load/host_cpu.h"

#include <gtest/gtest.h>

namespace traffic::detail {
namespace {

TEST(HostCpuTest, IsReadFromFirstLine) {
  const auto cpu = parse_host_cpu("cpu  100 5 30 800 10 2 3 50 7 1\ncpu0 1 2 3 4 5 6 7 8 9 10\n");
  ASSERT_TRUE(cpu);
  EXPECT_EQ(cpu->total, 1000U);
  EXPECT_EQ(cpu->stolen, 50U);
}

TEST(HostCpuTest, UnknownFormatHasNoValue) {
  for (const char* text : {"", "cpu", "cpu0 1 2 3 4 5 6 7 8", "cpu 1 2 3", "cpu 1 2 3 4 5 6 7 x"}) {
    EXPECT_FALSE(parse_host_cpu(text)) << text;
  }
}

TEST(HostCpuTest, StealIsShareOfElapsedTime) {
  EXPECT_DOUBLE_EQ(steal_share({1000, 50}, {2000, 150}), 0.1);
  EXPECT_EQ(steal_share({1000, 50}, {1000, 50}), 0);
  EXPECT_EQ(steal_share({}, {}), 0);
  EXPECT_EQ(steal_share({2000, 150}, {1000, 50}), 0);
}

}  // namespace
}  // namespace traffic::detail
