// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/main/run.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "gtest_traffic/flags/flags.h"
#include "gtest_traffic/output/message.h"
#include "gtest_traffic/suite.h"

namespace traffic::detail {

bool wants_help(int argc, char** argv) {
  static char long_flag[] = "--help";
  bool wanted = false;
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument(argv[i]);
    if (argument != "-h" && argument != long_flag) continue;
    argv[i] = long_flag;
    wanted = true;
  }
  return wanted;
}

void print_flags() { std::fputs(flags_help(declared_suite().variables).c_str(), stdout); }

int run_all_tests() {
  const int result = RUN_ALL_TESTS();
  if (GTEST_FLAG_GET(list_tests)) return result;
  // A shard can be empty.
  const bool sharded = std::getenv("GTEST_TOTAL_SHARDS") != nullptr;
  if (!sharded && testing::UnitTest::GetInstance()->test_to_run_count() == 0) {
    print_message(LogLevel::kError, "no test matches --gtest_filter=" + GTEST_FLAG_GET(filter));
    return 1;
  }
  return result;
}

}  // namespace traffic::detail
