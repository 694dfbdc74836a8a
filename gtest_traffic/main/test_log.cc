// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/main/test_log.h"

#include <chrono>
#include <cstdio>
#include <string>

#include "gtest_traffic/http/traceparent.h"
#include "gtest_traffic/journey/settings.h"
#include "gtest_traffic/journey/test_attempts.h"
#include "gtest_traffic/report/json_log.h"

namespace traffic {
namespace {

void print(const std::string& line) {
  std::fwrite(line.data(), 1, line.size(), stdout);
  std::fflush(stdout);
}

// A load that was started by a flag is a test too, and says all this itself.
bool is_load_flag(const testing::TestInfo& test) {
  return std::string_view(test.test_suite_name()) == "Load";
}

class JsonTestLog final : public testing::EmptyTestEventListener {
 public:
  void OnTestStart(const testing::TestInfo& test) override {
    name_ = std::string(test.test_suite_name()) + "." + test.name();
    silent_ = is_load_flag(test);
  }

  // Called under GoogleTest's mutex, so it must not ask GoogleTest which test this is.
  void OnTestPartResult(const testing::TestPartResult& result) override {
    if (!result.failed() || silent_) return;
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
    if (wanted && !silent_) {
      print(log_test(std::chrono::system_clock::now(), name_,
                     result.Failed()             ? TestResult::kFailed
                     : result.Skipped()          ? TestResult::kSkipped
                     : failed_attempts().empty() ? TestResult::kPassed
                                                 : TestResult::kFlaky,
                     std::chrono::milliseconds(result.elapsed_time())));
    }
    name_.clear();
    silent_ = false;
  }

 private:
  std::string name_;
  bool silent_ = false;
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
    if (exchange.failure != Failure::kNone) {
      line.error = exchange.failure_detail;
    } else if (failed) {
      line.error = "a check failed";
    }
    print(log_request(std::chrono::system_clock::now(), line));
  }
};

}  // namespace

void log_tests_as_json(testing::TestEventListeners& listeners) {
  delete listeners.Release(listeners.default_result_printer());
  listeners.Append(new JsonTestLog);
}

RequestListener* json_request_log() {
  static JsonRequestLog instance;
  return &instance;
}

}  // namespace traffic
