// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include "gtest_traffic/flags/flag_table.h"
#include "gtest_traffic/flags/testing/parsed_flags.h"

namespace traffic::detail {
namespace {

using testing::HasSubstr;

TEST(FlagsHelpTest, ListsFlagsAndSuiteVariables) {
  const std::string text = flags_help(shop());
  for (const Flag& flag : flag_table())
    EXPECT_THAT(text, HasSubstr("  " + flag.full_name())) << flag.name;
  EXPECT_THAT(text, HasSubstr("; also RPS; suite default 20"));
  EXPECT_THAT(flags_help(motel()), HasSubstr("TASK=ping_loop"));
}

TEST(FlagTableTest, EveryFlagWithValueHasSetter) {
  for (const Flag& flag : flag_table()) {
    EXPECT_EQ(flag.kind == Flag::Kind::kAction, flag.set == nullptr) << flag.name;
    EXPECT_EQ(flag.kind == Flag::Kind::kAction, flag.form.empty()) << flag.name;
    EXPECT_NE(flag.meaning, "") << flag.name;
  }
}

}  // namespace
}  // namespace traffic::detail
