// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <memory>
#include <utility>

#include "gtest_traffic/journey/test_attempts.h"
#include "gtest_traffic/output/evidence.h"
#include "gtest_traffic/report/files/junit.h"

namespace traffic::detail {
namespace {

using Result = JUnitCase::Result;

JUnitCase case_of(const testing::TestInfo& test) {
  JUnitCase one;
  one.suite = test.test_suite_name();
  one.name = test.name();
  one.file = test.file();
  one.line = test.line();
  one.started = std::chrono::system_clock::now();
  if (test.value_param() != nullptr) one.properties.emplace_back("value", test.value_param());
  return one;
}

class JUnitListener final : public testing::EmptyTestEventListener {
 public:
  explicit JUnitListener(JUnitFile file) : file_(std::move(file)) {}

  void OnTestStart(const testing::TestInfo& test) override {
    test_ = case_of(test);
    file_.begin(test_);
  }

  void OnTestEnd(const testing::TestInfo& test) override {
    const testing::TestResult& result = *test.result();
    test_.took = std::chrono::milliseconds(result.elapsed_time());
    test_.result = result.Failed()    ? Result::kFailed
                   : result.Skipped() ? Result::kSkipped
                                      : Result::kPassed;
    add_texts(result, test_);
    test_.attempts = failed_attempts();
    file_.end(test_);
  }

  // A failure in an environment or in the set-up of a suite belongs to no test.
  void OnTestSuiteEnd(const testing::TestSuite& suite) override {
    add_outside(suite.ad_hoc_test_result(), suite.name());
  }
  void OnTestProgramEnd(const testing::UnitTest& tests) override {
    add_outside(tests.ad_hoc_test_result(), "Program");
  }

 private:
  static void add_texts(const testing::TestResult& result, JUnitCase& to) {
    for (int i = 0; i < result.total_part_count(); ++i) {
      const testing::TestPartResult& part = result.GetTestPartResult(i);
      if (part.passed()) continue;
      if (part.skipped() != (to.result == Result::kSkipped)) continue;
      to.failures.push_back({part.message(), part.file_name() == nullptr ? "" : part.file_name(),
                             part.line_number()});
    }
    for (int i = 0; i < result.test_property_count(); ++i) {
      const testing::TestProperty& property = result.GetTestProperty(i);
      to.properties.emplace_back(property.key(), property.value());
    }
  }

  void add_outside(const testing::TestResult& result, std::string_view suite) {
    if (!result.Failed()) return;
    JUnitCase outside;
    outside.suite = suite;
    outside.name = "OutsideOfTests";
    outside.started = std::chrono::system_clock::now();
    outside.result = Result::kFailed;
    add_texts(result, outside);
    file_.end(outside);
  }

  JUnitFile file_;
  JUnitCase test_;
};

}  // namespace

std::optional<Error> write_junit(testing::TestEventListeners& listeners, const std::string& path,
                                 std::string_view program) {
  auto file = JUnitFile::create(path, std::filesystem::path(program).filename().string(),
                                std::chrono::system_clock::now());
  if (!file) return file.error();
  listeners.Append(new JUnitListener(std::move(*file)));
  return std::nullopt;
}

}  // namespace traffic::detail
