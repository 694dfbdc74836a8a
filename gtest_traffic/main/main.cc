// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include "gtest_traffic/install.h"
#include "gtest_traffic/main/run.h"

int main(int argc, char** argv) {
  const bool help = traffic::detail::wants_help(argc, argv);
  testing::InitGoogleMock(&argc, argv);
  if (help) {
    traffic::detail::print_flags();
    return 0;
  }
  traffic::Install(&argc, argv);
  return traffic::detail::run_all_tests();
}
