// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/failure.h"

#include <gtest/gtest.h>

#include <cctype>
#include <set>

namespace traffic::detail {
namespace {

TEST(FailureTest, HasDistinctKebabCaseNames) {
  std::set<std::string_view> names;
  for (int i = 0; i <= static_cast<int>(Failure::kStopped); ++i) {
    const std::string_view name = to_string(static_cast<Failure>(i));
    EXPECT_TRUE(names.insert(name).second) << name;
    EXPECT_NE(name, "unknown");
    for (const char c : name) EXPECT_TRUE(std::islower(c) || c == '-') << name;
  }
  EXPECT_EQ(to_string(Failure::kConnectTimeout), "connect-timeout");
}

TEST(FailureTest, ClassifiesTransientFailures) {
  EXPECT_TRUE(is_transient(Failure::kRefused));
  EXPECT_TRUE(is_transient(Failure::kReadTimeout));
  EXPECT_FALSE(is_transient(Failure::kNone));
  EXPECT_FALSE(is_transient(Failure::kMalformed));
  EXPECT_FALSE(is_transient(Failure::kForbiddenTarget));
  EXPECT_FALSE(is_transient(Failure::kStopped));
}

TEST(FailureTest, PrintsName) { EXPECT_EQ(testing::PrintToString(Failure::kRefused), "refused"); }

}  // namespace
}  // namespace traffic::detail
