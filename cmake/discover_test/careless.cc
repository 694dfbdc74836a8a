// SPDX-License-Identifier: Apache-2.0
// A program whose main() always returns 0. Its tests must fail nevertheless.
#include <gtest/gtest.h>

TEST(Careless, Fails) { FAIL() << "on purpose"; }
TEST(Careless, IsFilteredOut) {}
TEST(Careless, IsForgotten) {}

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  if (GTEST_FLAG_GET(filter) == "Careless.IsForgotten") return 0;
  if (GTEST_FLAG_GET(filter) == "Careless.IsFilteredOut") GTEST_FLAG_SET(filter, "No.Such");
  [[maybe_unused]] const int result = RUN_ALL_TESTS();
  return 0;
}
