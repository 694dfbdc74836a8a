// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/output/test_log.h"

#include <chrono>
#include <cstdio>
#include <memory>
#include <string>
#include <utility>

#include "gtest_traffic/config/settings.h"
#include "gtest_traffic/http/redaction.h"
#include "gtest_traffic/http/traceparent.h"
#include "gtest_traffic/journey/test_attempts.h"
#include "gtest_traffic/load/observer.h"
#include "gtest_traffic/report/console/json_log.h"

namespace traffic::detail {
namespace {

void print(const std::string& line) {
  std::fwrite(line.data(), 1, line.size(), stdout);
  std::fflush(stdout);
}

// Records whether a load has begun.
class LoadWatch final : public LoadObserver {
 public:
  explicit LoadWatch(std::shared_ptr<bool> begun) : begun_(std::move(begun)) {}
  void started(const LoadPlan&, const Report&) override { *begun_ = true; }

 private:
  std::shared_ptr<bool> begun_;
};

class JsonTestLog final : public testing::EmptyTestEventListener {
 public:
  explicit JsonTestLog(std::shared_ptr<const bool> load_begun)
      : load_begun_(std::move(load_begun)) {}

  void OnTestStart(const testing::TestInfo& test) override {
    name_ = std::string(test.test_suite_name()) + "." + test.name();
  }

  // GoogleTest holds its mutex during this call, so this must not ask GoogleTest for the current
  // test.
  void OnTestPartResult(const testing::TestPartResult& result) override {
    if (!result.failed() || load_reports()) return;
    DistinctFailure failure;
    failure.journey = name_;
    failure.file = result.file_name() == nullptr ? "" : result.file_name();
    failure.line = result.line_number();
    failure.message = result.message();
    failure.count = 1;
    print(log_failure(std::chrono::system_clock::now(), failure));
  }

  void OnTestEnd(const testing::TestInfo& test) override {
    const testing::TestResult& result = *test.result();
    const bool wanted =
        result.Failed() || settings().log_level <= LogLevel::kInfo || !failed_attempts().empty();
    if (wanted && !load_reports()) {
      print(log_test(std::chrono::system_clock::now(), name_,
                     result.Failed()             ? TestResult::kFailed
                     : result.Skipped()          ? TestResult::kSkipped
                     : failed_attempts().empty() ? TestResult::kPassed
                                                 : TestResult::kFlaky,
                     std::chrono::milliseconds(result.elapsed_time())));
    }
    name_.clear();
  }

 private:
  // With a load by flag there is no other test. The load reports its own result once it has begun.
  bool load_reports() const { return !settings().load.empty() && *load_begun_; }

  std::shared_ptr<const bool> load_begun_;
  std::string name_;
};

class JsonRequestLog final : public RequestListener {
 public:
  void request_ended(std::string_view journey, const Exchange& exchange, bool failed) override {
    const std::size_t space = exchange.name.find(' ');
    RequestLog line;
    line.journey = journey;
    line.step = exchange.name;
    line.method = to_string(exchange.method);
    line.url = exchange.name.substr(space + 1);
    line.status = exchange.status;
    line.duration = exchange.timings.total;
    line.attempts = exchange.attempts;
    line.trace = trace_id_of(exchange.request_head);
    std::string detail;  // must live as long as `line`
    if (exchange.failure != Failure::kNone) {
      line.error = detail = redactor().redact(exchange.failure_detail);
    } else if (failed) {
      line.error = "a check failed";
    }
    const auto ago = Clock::now() - exchange.done();
    print(log_request(std::chrono::system_clock::now() - ago, line));
  }
};

}  // namespace

void log_tests_as_json(testing::TestEventListeners& listeners) {
  delete listeners.Release(listeners.default_result_printer());
  const auto load_begun = std::make_shared<bool>(false);
  add_load_observer(std::make_unique<LoadWatch>(load_begun));
  listeners.Append(new JsonTestLog(load_begun));
}

RequestListener* json_request_log() {
  static JsonRequestLog instance;
  return &instance;
}

}  // namespace traffic::detail
