// SPDX-License-Identifier: Apache-2.0
#include "suites/motel/motel_users.h"

#include <chrono>
#include <optional>
#include <string_view>

using namespace std::chrono_literals;
using namespace testing;
using namespace traffic;

namespace {

// Tests of loads are in suites whose names end in `Load`. A benchmark is no test.
bool runs_as_test() {
  const TestInfo* const test = UnitTest::GetInstance()->current_test_info();
  return test != nullptr && !std::string_view(test->test_suite_name()).ends_with("Load");
}

}  // namespace

Response MotelUser::read(const Path& path) {
  if (!runs_as_test()) return http.get(path);
  std::optional<Response> response;
  eventually(within(3s), every(500ms), [&] {
    response = http.get(path);
    ASSERT_THAT(*response, StatusIs(Not(AnyOf(429, 502, 503, 504))));
  });
  return *response;
}
