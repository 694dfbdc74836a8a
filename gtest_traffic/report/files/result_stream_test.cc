// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/report/files/result_stream.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <iterator>

namespace traffic::detail {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;
using testing::HasSubstr;

Distribution times(std::uint64_t count) {
  Histogram histogram;
  histogram.record(milliseconds(20), count);
  return Distribution(histogram);
}

Recorder::StepBrief step(const char* name, std::uint64_t requests, std::uint64_t errors) {
  Recorder::StepBrief brief;
  brief.name = name;
  brief.measured_requests = requests;
  brief.measured_errors = errors;
  brief.bytes_received = requests * 100;
  brief.response_time = times(requests);
  return brief;
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
  void add(double second, std::uint64_t in_all) {
    SeriesRow row;
    row.second = second;
    row.offered_rate = 50;
    row.started = 49;
    row.requests = 100;
    row.active_users = 7;
    const Recorder::StepBrief steps[] = {step("GET /x", in_all, in_all / 50)};
    const DistinctFailure failures[] = {{"A.B", "GET /x", "j.cc", 3, "wrong", 2, {"whole"}}};
    ASSERT_FALSE(stream_.add(row, steps, failures));
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

TEST(ReportFromStreamTest, ErrorNamesWrongLine) {
  EXPECT_THAT(report_from_stream("").error().message, HasSubstr("expected a results.jsonl"));
  EXPECT_THAT(report_from_stream("{}\n").error().message, HasSubstr("line 1: "));
  EXPECT_THAT(report_from_stream("nonsense\n").error().message, HasSubstr("line 1 is not JSON"));
}

}  // namespace
}  // namespace traffic::detail
