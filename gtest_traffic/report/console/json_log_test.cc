// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/report/console/json_log.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include "gtest_traffic/report/testing/golden.h"
#include "gtest_traffic/report/testing/samples.h"

namespace traffic::detail {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;

constexpr WallTime kPi{milliseconds(1'773'500'966'535)};

TEST(JsonLogTest, TimesAreRfc3339) {
  EXPECT_EQ(rfc3339(kPi), "2026-03-14T15:09:26.535Z");
  EXPECT_EQ(rfc3339(WallTime{}), "1970-01-01T00:00:00.000Z");
  EXPECT_EQ(rfc3339(WallTime{microseconds(-1)}), "1969-12-31T23:59:59.999Z");
  EXPECT_EQ(rfc3339(WallTime{std::chrono::seconds(951'782'400)}), "2000-02-29T00:00:00.000Z");
}

TEST(JsonLogTest, LinesAreStable) {
  auto text =
      log_run_started(kPi, "demo", "http://127.0.0.1:18080", {{"seed", "42"}, {"rate", "20/s"}});
  text += log_statistics(kPi, shop_view());
  text += log_request(kPi, {"Guest.Pings", "GET /motelApi/v1/ping", "GET", "/motelApi/v1/ping", 200,
                            microseconds(1234), 1, "", ""});
  text += log_request(kPi, {"Guest.Pings", "GET /motelApi/v1/ping", "GET", "/motelApi/v1/ping", 0,
                            milliseconds(5000), 3, "4bf92f3577b34da6", "connect-timeout"});
  text += log_failure(kPi, failed_report().failures[0]);
  text += log_run_finished(kPi, failed_report());
  text += log_run_finished(kPi, passed_report());
  EXPECT_TRUE(matches_golden("json_log.txt", text));
}

TEST(JsonLogTest, AnyBytesMakeOneValidLine) {
  std::string all;
  for (int c = 0; c < 256; ++c) all += static_cast<char>(c);
  RequestLog request;
  request.journey = request.step = request.method = request.url = request.trace = request.error =
      all;
  for (const auto& line : {log_request(kPi, request), log_run_started(kPi, all, all, {{all, all}}),
                           log_failure(kPi, {all, all, all, 1, all, 1, {}})}) {
    boost::json::error_code code;
    boost::json::parse(line, code);
    EXPECT_FALSE(code) << line;
    EXPECT_EQ(std::count(line.begin(), line.end(), '\n'), 1);
    EXPECT_EQ(line.back(), '\n');
  }
}

TEST(JsonLogTest, LogsResultOfTest) {
  EXPECT_EQ(log_test(kPi, "Guest.Pings", TestResult::kPassed, milliseconds(3)),
            R"({"time":"2026-03-14T15:09:26.535Z","level":"info","event":"test",)"
            R"("test":"Guest.Pings","result":"passed","duration_ms":3})"
            "\n");
  const auto failed =
      boost::json::parse(log_test(kPi, "Guest.Pings", TestResult::kFailed, milliseconds(3)));
  EXPECT_EQ(failed.at("level"), "error");
  EXPECT_EQ(failed.at("result"), "failed");
  const auto skipped =
      boost::json::parse(log_test(kPi, "Guest.Pings", TestResult::kSkipped, milliseconds(3)));
  EXPECT_EQ(skipped.at("level"), "info");
  EXPECT_EQ(skipped.at("result"), "skipped");
}

TEST(JsonLogTest, LogsMessage) {
  EXPECT_EQ(log_message(kPi, "error", "flag \"x\" is unknown"),
            R"({"time":"2026-03-14T15:09:26.535Z","level":"error","event":"message",)"
            R"("message":"flag \"x\" is unknown"})"
            "\n");
}

TEST(JsonLogTest, OmitsEmptyTraceAndError) {
  const auto line = boost::json::parse(log_request(kPi, {}));
  EXPECT_FALSE(line.as_object().contains("trace"));
  EXPECT_FALSE(line.as_object().contains("error"));
  EXPECT_EQ(line.at("level").as_string(), "debug");
  EXPECT_EQ(line.at("time").as_string(), "2026-03-14T15:09:26.535Z");
}

}  // namespace
}  // namespace traffic::detail
