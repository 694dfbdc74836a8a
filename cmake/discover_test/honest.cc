// SPDX-License-Identifier: Apache-2.0
// Ordinary tests, unlike those in trapped.cc. CTest must report the true result of each.
#include <gtest/gtest.h>

#include <cstdlib>

TEST(Honest, Passes) {
  EXPECT_STREQ(std::getenv("FIRST"), "1");
  EXPECT_STREQ(std::getenv("SECOND"), "2");
}
TEST(Honest, Fails) { FAIL() << "on purpose"; }
TEST(Honest, Skips) { GTEST_SKIP() << "on purpose"; }
TEST(Honest, DISABLED_Rests) {}
TEST(HonestLoad, Passes) {}

class Parameter : public testing::TestWithParam<const char*> {};
TEST_P(Parameter, Passes) {}
INSTANTIATE_TEST_SUITE_P(Odd, Parameter, testing::Values("a;b", "c[d", "e # f"));
