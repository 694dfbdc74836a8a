// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/output/test_log.h"

#include <gmock/gmock.h>

#include "gtest_traffic/http/redaction.h"

namespace traffic::detail {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

TEST(JsonRequestLogTest, HidesSecretsInErrors) {
  redactor().add_secret("LOG_KEY", "log-key-8812");
  Exchange exchange;
  exchange.name = "GET /x";
  exchange.failure = Failure::kRedirect;
  exchange.failure_detail = "Location 'http://a[/?k=log-key-8812' is not a URL";
  testing::internal::CaptureStdout();
  json_request_log()->request_ended("A.B", exchange, true);
  EXPECT_THAT(testing::internal::GetCapturedStdout(),
              AllOf(HasSubstr("?k=***"), Not(HasSubstr("8812"))));
}

}  // namespace
}  // namespace traffic::detail
