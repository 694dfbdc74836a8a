// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>
#include <gtest_traffic/install.h>

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  traffic::Install(&argc, argv);
  return RUN_ALL_TESTS();
}
