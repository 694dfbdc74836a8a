// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/compare/metric.h"

#include <gtest/gtest.h>

namespace traffic::detail::compare {
namespace {

TEST(MetricTest, HigherRatesAreBetter) {
  for (const char* const name : {"items_per_second", "bytes_per_second", "requests/s", "Requests/s",
                                 "achieved_rate", "request_rate"}) {
    EXPECT_EQ(better({"x", name}), Better::kHigher) << name;
  }
  EXPECT_EQ(better({"http_reqs", "rate"}), Better::kHigher);
  EXPECT_EQ(better({"checks", "value"}), Better::kHigher);
}

TEST(MetricTest, LowerTimesAndErrorsAreBetter) {
  for (const char* const name : {"real_time", "cpu_time", "p99", "errors", "error_rate",
                                 "Failures/s", "95%", "response_time_ms.p50"}) {
    EXPECT_EQ(better({"x", name}), Better::kLower) << name;
  }
  EXPECT_EQ(better({"http_req_failed", "rate"}), Better::kLower);
  EXPECT_EQ(better({"http_req_duration", "p(95)"}), Better::kLower);
}

}  // namespace
}  // namespace traffic::detail::compare
