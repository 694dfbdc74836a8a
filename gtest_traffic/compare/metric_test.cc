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

TEST(MetricTest, SubmetricsHaveDirectionOfTheirParent) {
  EXPECT_EQ(better({"checks{page:order}", "value"}), Better::kHigher);
  EXPECT_EQ(better({"checks{page:error}", "rate"}), Better::kHigher);
  EXPECT_EQ(better({"http_reqs{url:/failures}", "rate"}), Better::kHigher);
  EXPECT_EQ(better({"http_req_failed{page:checks}", "rate"}), Better::kLower);
  EXPECT_EQ(better({"dropped_iterations{a:b}", "rate"}), Better::kLower);
  EXPECT_EQ(better({"iterations", "rate"}), Better::kHigher);
}

TEST(MetricTest, OtherRatesHaveNoDirection) {
  for (const char* const k6 : {"cache_use", "fallbacks", "orders{a:b}"}) {
    EXPECT_EQ(better({k6, "rate"}), Better::kUnknown) << k6;
    EXPECT_EQ(better({k6, "value"}), Better::kUnknown) << k6;
  }
  for (const char* const name : {"frame_rate", "compression_ratio", "cpu_share", "Rate"}) {
    EXPECT_EQ(better({"b", name}), Better::kUnknown) << name;
  }
}

TEST(MetricTest, WordsTellDirectionOfRates) {
  EXPECT_EQ(better({"b", "hit_rate"}), Better::kHigher);
  EXPECT_EQ(better({"order_success", "rate"}), Better::kHigher);
  EXPECT_EQ(better({"b", "cache_miss_rate"}), Better::kLower);
  EXPECT_EQ(better({"b", "retries_per_second"}), Better::kLower);
  EXPECT_EQ(better({"timeouts", "rate"}), Better::kLower);
  EXPECT_EQ(better({"b", "transmissions_per_second"}), Better::kHigher)
      << "the word is transmissions, not miss";
}

}  // namespace
}  // namespace traffic::detail::compare
