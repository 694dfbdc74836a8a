// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/main/test_log.h"

#include <chrono>
#include <cstdio>
#include <string>

#include "gtest_traffic/report/json_log.h"

namespace traffic {
namespace {

void print(const std::string& line) {
  std::fwrite(line.data(), 1, line.size(), stdout);
  std::fflush(stdout);
}

class JsonTestLog final : public testing::EmptyTestEventListener {
 public:
  void OnTestPartResult(const testing::TestPartResult& result) override {
    if (!result.failed()) return;
    const auto* const test = testing::UnitTest::GetInstance()->current_test_info();
    DistinctFailure failure;
    failure.journey =
        test == nullptr ? "" : std::string(test->test_suite_name()) + "." + test->name();
    failure.file = result.file_name() == nullptr ? "" : result.file_name();
    failure.line = result.line_number();
    failure.message = result.message();
    failure.count = 1;
    print(log_failure(std::chrono::system_clock::now(), failure));
  }
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
