// SPDX-License-Identifier: Apache-2.0
#include <cstdio>
#include <string>
#include <utility>
#include <vector>

#include "gtest_traffic/config/settings.h"
#include "gtest_traffic/journey/test_attempts.h"
#include "gtest_traffic/output/evidence.h"

namespace traffic::detail {
namespace {

class FlakyListener final : public testing::EmptyTestEventListener {
 public:
  void OnTestEnd(const testing::TestInfo& test) override {
    const std::vector<std::string> failed = std::exchange(failed_attempts(), {});
    if (failed.empty() || settings().log == LogFormat::kJson) return;
    const std::string name = std::string(test.test_suite_name()) + "." + test.name();
    const bool passed = test.result()->Passed();
    if (passed) names_.push_back(name);
    for (const std::string& text : failed) {
      std::printf("[  %s ] %s: failed attempt:\n%s\n", passed ? "FLAKY  " : "RETRIED", name.c_str(),
                  text.c_str());
    }
    std::fflush(stdout);
  }

  void OnTestProgramEnd(const testing::UnitTest&) override {
    if (names_.empty()) return;
    std::printf("[  FLAKY   ] %zu %s only after a retry:\n", names_.size(),
                names_.size() == 1 ? "test passed" : "tests passed");
    for (const std::string& name : names_) std::printf("[  FLAKY   ] %s\n", name.c_str());
    std::fflush(stdout);
  }

 private:
  std::vector<std::string> names_;
};

}  // namespace

void report_flaky_tests(testing::TestEventListeners& listeners) {
  listeners.Append(new FlakyListener);
}

}  // namespace traffic::detail
