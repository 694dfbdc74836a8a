// SPDX-License-Identifier: Apache-2.0
// Each test here must fail. CMake's own discovery, or GoogleTest alone, would report it as passed
// or skipped.
#include <gtest/gtest.h>

#include <csignal>
#include <cstdlib>

class BrokenSuite : public testing::Test {
 protected:
  static void SetUpTestSuite() { FAIL() << "no suite"; }
};
TEST_F(BrokenSuite, Fails) {}

class BrokenTearDown : public testing::Test {
 protected:
  static void TearDownTestSuite() { ADD_FAILURE() << "no end"; }
};
TEST_F(BrokenTearDown, SkippedTestFails) { GTEST_SKIP(); }

class BrokenEnvironment : public testing::Environment {
  void SetUp() override {
    if (testing::GTEST_FLAG(filter) == "Environment.Fails") FAIL() << "no environment";
  }
};
const auto* environment = testing::AddGlobalTestEnvironment(new BrokenEnvironment);
TEST(Environment, Fails) {}

TEST(Trapped, FailsThenSkips) {
  ADD_FAILURE() << "first";
  GTEST_SKIP() << "second";
}
TEST(Trapped, ExitsEarly) { std::exit(0); }
TEST(Trapped, Crashes) { std::raise(SIGSEGV); }
