// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/output/hidden_results.h"

#include <gtest/gtest-spi.h>
#include <gtest/gtest.h>

#include <string>

#include "gtest_traffic/base/utf8.h"
#include "gtest_traffic/http/redacted.h"

namespace traffic::detail {

using Reporter = testing::ScopedFakeTestPartResultReporter;

// GoogleTest offers no way to change a result before it is printed.
// `ScopedFakeTestPartResultReporter` receives all results, but the previous reporter is a private
// member of it. In an explicit instantiation, C++ allows access to a private member.
testing::TestPartResultReporterInterface* reporter_before(Reporter& reporter);

template <auto Member>
struct PrivateMember {
  friend testing::TestPartResultReporterInterface* reporter_before(Reporter& reporter) {
    return reporter.*Member;
  }
};
template struct PrivateMember<&Reporter::old_reporter_>;

namespace {

std::string outgoing(const char* text) { return valid_text(without_secrets(text)); }

class HidingReporter final : public Reporter {
 public:
  HidingReporter() : Reporter(INTERCEPT_ALL_THREADS, nullptr) {}
  void ReportTestPartResult(const testing::TestPartResult& result) override {
    const std::string message = outgoing(result.message());
    reporter_before(*this)->ReportTestPartResult(
        {result.type(), result.file_name(), result.line_number(), message.c_str()});
  }
};

// Must be notified before the listeners that write results.
class PropertyListener final : public testing::EmptyTestEventListener {
 public:
  void OnTestEnd(const testing::TestInfo& test) override { hide(*test.result()); }
  void OnTestSuiteEnd(const testing::TestSuite& suite) override {
    hide(suite.ad_hoc_test_result());
  }
  void OnTestIterationEnd(const testing::UnitTest& tests, int) override {
    hide(tests.ad_hoc_test_result());
  }

 private:
  static void hide(const testing::TestResult& result) {
    for (int i = 0; i < result.test_property_count(); ++i) {
      // The properties are elements of a vector, and not constants.
      auto& property = const_cast<testing::TestProperty&>(result.GetTestProperty(i));
      property = testing::TestProperty(outgoing(property.key()), outgoing(property.value()));
    }
  }
};

}  // namespace

void hide_secrets_in_results() {
  static HidingReporter* reporter = nullptr;  // never destroyed: results may come until the end
  if (reporter != nullptr) return;
  reporter = new HidingReporter;
  testing::UnitTest::GetInstance()->listeners().Append(new PropertyListener);
}

}  // namespace traffic::detail
