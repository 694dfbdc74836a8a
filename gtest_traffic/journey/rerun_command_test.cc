// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/journey/rerun_command.h"

#include <gmock/gmock.h>

namespace traffic {
namespace {

using testing::HasSubstr;

TEST(RerunCommandTest, RunsADisabledTestToo) {
  EXPECT_THAT(rerun_command("Shopper.Buys", 7),
              HasSubstr(" --gtest_filter=Shopper.Buys --traffic_seed=7"));
  EXPECT_THAT(rerun_command("Shopper.DISABLED_Buys", 7),
              HasSubstr(" --gtest_filter=Shopper.DISABLED_Buys --gtest_also_run_disabled_tests "));
}

}  // namespace
}  // namespace traffic
