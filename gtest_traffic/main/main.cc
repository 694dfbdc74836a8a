// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include "gtest_traffic/install.h"
#include "gtest_traffic/main/run.h"

int main(int argc, char** argv) {
  testing::InitGoogleMock(&argc, argv);
  traffic::Install(&argc, argv);
  return traffic::detail::run_all_tests();
}
