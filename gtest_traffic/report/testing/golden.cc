// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/report/testing/golden.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace traffic::detail {

testing::AssertionResult matches_golden(std::string_view name, std::string_view actual) {
  const auto path = std::filesystem::path(REPORT_GOLDEN_DIR) / name;
  const char* update = std::getenv("UPDATE_GOLDEN");
  if (update != nullptr && std::string_view(update) == "1") {
    std::ofstream(path, std::ios::binary) << actual;
    return testing::AssertionSuccess();
  }
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    return testing::AssertionFailure() << path << " is missing; UPDATE_GOLDEN=1 writes it";
  }
  const std::string expected{std::istreambuf_iterator<char>(file), {}};
  if (expected == actual) return testing::AssertionSuccess();
  return testing::AssertionFailure() << "differs from " << path << "\nexpected:\n"
                                     << expected << "\nactual:\n"
                                     << actual << "\nUPDATE_GOLDEN=1 accepts the actual text";
}

}  // namespace traffic::detail
