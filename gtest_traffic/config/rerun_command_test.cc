// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/config/rerun_command.h"

#include <gmock/gmock.h>

#include "gtest_traffic/config/settings.h"

namespace traffic::detail {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

TEST(RerunCommandTest, AddsFlagForDisabledTest) {
  EXPECT_THAT(rerun_command("Shopper.Buys", 7),
              HasSubstr(" --gtest_filter=Shopper.Buys --traffic_seed=7"));
  EXPECT_THAT(rerun_command("Shopper.DISABLED_Buys", 7),
              HasSubstr(" --gtest_filter=Shopper.DISABLED_Buys --gtest_also_run_disabled_tests "));
}

TEST(RerunCommandTest, QuotesForTheShell) {
  set_program("/tmp/my tests/suite");
  settings().environment = "it's staging.yaml";
  EXPECT_EQ(rerun_command("Shopper.Buys", 7),
            R"('/tmp/my tests/suite' --gtest_filter=Shopper.Buys --traffic_seed=7)"
            R"( --traffic_env='it'\''s staging.yaml')");
  EXPECT_THAT(clean_up_command(), StartsWith("'/tmp/my tests/suite' --traffic_cleanup"));
  settings().environment.clear();
  set_program("");
}

}  // namespace
}  // namespace traffic::detail
