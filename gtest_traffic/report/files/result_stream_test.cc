// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/report/files/result_stream.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

#include "gtest_traffic/base/interned_text.h"

namespace traffic::detail {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;
using testing::HasSubstr;

StepRow step(const char* name, std::uint64_t requests, std::uint64_t errors) {
  StepRow row;
  row.name = &interned_text(name);
  row.measured.requests = requests;
  row.measured.errors = errors;
  row.measured.bytes_received = requests * 100;
  row.measured.response_time.record(milliseconds(20), requests);
  return row;
}

class ResultStreamTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "result_stream_XXXXXX").string();
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    folder_ = name;
    Report head;
    head.name = "spike";
    head.began = 1'700'000'000;
    head.configuration = {{"seed", "42"}};
    ASSERT_FALSE(stream_.open(path(), head));
  }
  void TearDown() override { fs::remove_all(folder_); }

  std::string path() const { return (folder_ / "results.jsonl").string(); }
  std::string text() const {
    std::ifstream file(path(), std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  void add(double second, std::uint64_t in_all, const std::vector<SeriesRow>& late = {}) {
    SeriesRow row;
    row.second = second;
    row.offered_rate = 50;
    row.started = 49;
    row.requests = 100;
    row.active_users = 7;
    const StepRow steps[] = {step("GET /x", in_all, in_all / 50)};
    const DistinctFailure failures[] = {{"A.B", "GET /x", "j.cc", 3, "wrong", 2, {"whole"}}};
    ASSERT_FALSE(stream_.add(row, late, steps, failures));
  }

  fs::path folder_;
  ResultStream stream_;
};

TEST_F(ResultStreamTest, PartialStreamMakesInvalidReport) {
  add(1, 100);
  add(2, 200);
  const auto report = report_from_stream(text());
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->name, "spike");
  EXPECT_EQ(report->verdict, Verdict::kInvalid);
  EXPECT_THAT(report->invalid_because, HasSubstr("did not finish"));
  EXPECT_EQ(report->total.requests, 200u);
  EXPECT_EQ(report->steps.at("GET /x").errors, 4u);
  EXPECT_EQ(report->total.response_time.count(), 200u);
  EXPECT_NEAR(static_cast<double>(report->total.response_time.at(50).count()), 20e6, 20e6 * 0.016);
  EXPECT_EQ(report->elapsed, std::chrono::seconds(2));
  EXPECT_EQ(report->offered, 100);
  EXPECT_EQ(report->started, 98u);
  EXPECT_EQ(report->series.rows().size(), 2u);
  ASSERT_EQ(report->failures.size(), 1u);
  EXPECT_EQ(report->failures[0].count, 4u);
}

TEST_F(ResultStreamTest, LosesOnlyTruncatedLine) {
  add(1, 100);
  add(2, 200);
  const std::string whole = text();
  const std::size_t second = whole.rfind('\n', whole.size() - 2) + 1;
  for (std::size_t size = second; size < whole.size(); size += 7) {
    const auto report = report_from_stream(whole.substr(0, size));
    ASSERT_TRUE(report) << report.error().message;
    EXPECT_EQ(report->total.requests, 100u);
  }
}

TEST_F(ResultStreamTest, WritesOnlyChanges) {
  add(1, 100);
  add(2, 100);
  EXPECT_THAT(text(), testing::EndsWith("\n"));
  const std::string last = text().substr(text().rfind('\n', text().size() - 2) + 1);
  EXPECT_THAT(last, HasSubstr("\"steps\":{}"));
}

TEST_F(ResultStreamTest, LateRequestsBelongToTheirSecond) {
  add(1, 100);
  SeriesRow late;
  late.second = 1;
  late.started = 2;
  late.requests = 30;
  late.errors = 4;
  late.bytes_received = 3000;
  Histogram times;
  times.record(milliseconds(7), 30);
  late.response_time = Distribution(times);
  add(2, 230, {late});
  const auto report = report_from_stream(text());
  ASSERT_TRUE(report) << report.error().message;
  const std::vector<SeriesRow>& rows = report->series.rows();
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0].requests, 130U);
  EXPECT_EQ(rows[0].errors, 4U);
  EXPECT_EQ(rows[0].started, 51U);
  EXPECT_EQ(rows[0].bytes_received, 3000U);
  EXPECT_EQ(rows[0].response_time.count(), 30U);
  EXPECT_EQ(rows[1].requests, 100U);
  EXPECT_EQ(report->total.requests, 230U);
  EXPECT_EQ(report->started, 100U);
}

TEST_F(ResultStreamTest, RefusesLateRequestsOfUnknownSecond) {
  SeriesRow late;
  late.second = 2;
  add(1, 100, {late});
  EXPECT_THAT(report_from_stream(text()).error().message,
              HasSubstr("line 2: report: expected a second of an earlier line at /late[0]/second"));
}

TEST(ReportFromStreamTest, ErrorNamesWrongLine) {
  EXPECT_THAT(report_from_stream("").error().message, HasSubstr("expected a results.jsonl"));
  EXPECT_THAT(report_from_stream("{}\n").error().message, HasSubstr("line 1: "));
  EXPECT_THAT(report_from_stream("nonsense\n").error().message, HasSubstr("line 1 is not JSON"));
}

}  // namespace
}  // namespace traffic::detail
