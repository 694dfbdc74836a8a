// SPDX-License-Identifier: Apache-2.0
// Each test here must fail or be skipped. CMake's own discovery, or GoogleTest alone, would report
// it as passed or skipped.
#include <gtest/gtest.h>

#include <csignal>
#include <cstdlib>
#include <stdexcept>
#include <string>

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
    const std::string filter = GTEST_FLAG_GET(filter);
    if (filter == "Environment.Fails") FAIL() << "no environment";
    if (filter == "Environment.Skips") GTEST_SKIP() << "no environment here";
    if (filter == "Environment.Throws") throw std::runtime_error("no environment");
  }
  void TearDown() override {
    if (GTEST_FLAG_GET(filter) == "Environment.FailsAtEnd") ADD_FAILURE() << "no end";
  }
};
const auto* environment = testing::AddGlobalTestEnvironment(new BrokenEnvironment);
TEST(Environment, Fails) {}
TEST(Environment, FailsAtEnd) {}
TEST(Environment, Skips) { FAIL() << "must not run"; }
TEST(Environment, Throws) {}

TEST(Trapped, FailsThenSkips) {
  ADD_FAILURE() << "first";
  GTEST_SKIP() << "second";
}
TEST(Trapped, ExitsEarly) { std::exit(0); }
TEST(Trapped, ExitsAsSkipped) { std::exit(77); }
TEST(Trapped, Crashes) { std::raise(SIGSEGV); }
