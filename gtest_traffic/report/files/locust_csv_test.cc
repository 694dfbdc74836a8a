// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/report/files/locust_csv.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include <cstdio>
#include <filesystem>

#include "gtest_traffic/report/testing/samples.h"

namespace traffic::detail {
namespace {

namespace fs = std::filesystem;
using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;

TEST(LocustCsvTest, WritesStepsAndThenTotal) {
  const std::string stats = locust_csv(failed_report()).stats;
  EXPECT_THAT(stats, HasSubstr("\r\nGET,/api/orders/{},1480,0,6,"));
  EXPECT_THAT(stats, HasSubstr("\r\nSTEP,checkout,1480,12,"));
  const std::string last = stats.substr(stats.find(",Aggregated,"));
  EXPECT_THAT(last, StartsWith(",Aggregated,4654,18,32,65.110666,0.012,300.06,487,"));
  EXPECT_THAT(last, EndsWith(",32,68,87,111,204,252,282,291,300,300,300\r\n"));
}

TEST(LocustCsvTest, OmitsPercentilesWithoutRequests) {
  EXPECT_THAT(locust_csv({}).stats,
              EndsWith("\r\n,Aggregated,0,0,0,0,0,0,0,0,0,N/A,N/A,N/A,N/A,N/A,N/A,N/A,N/A,N/A,N/A,"
                       "N/A\r\n"));
}

TEST(LocustCsvTest, AccumulatesHistory) {
  Report report = failed_report();
  report.began = 1'700'000'000;
  const std::string history = locust_csv(report).history;
  EXPECT_THAT(history, HasSubstr("\r\n1700000001,12,,Aggregated,201.000000,3.000000,"));
  EXPECT_THAT(history, HasSubstr("\r\n1700000002,12,,Aggregated,201.000000,3.000000,"));
  EXPECT_THAT(history, HasSubstr(",402,6,"));
}

TEST(LocustCsvTest, SeparatesExceptionsFromFailedChecks) {
  Report report;
  report.failures = {{"A.B", "GET /x", "j.cc", 3, "expected \"a\", got b\nmore", 2, {}},
                     {"A.B",
                      "",
                      "j.cc",
                      9,
                      "C++ exception with description \"boom\" thrown in the journey body.",
                      4,
                      {}}};
  const LocustCsv csv = locust_csv(report);
  EXPECT_EQ(csv.failures,
            "Method,Name,Error,Occurrences\r\nGET,/x,\"expected \"\"a\"\", got b more\",2\r\n");
  EXPECT_EQ(
      csv.exceptions,
      "Count,Message,Traceback,Nodes\r\n4,\"C++ exception with description \"\"boom\"\" thrown "
      "in the journey body.\",j.cc:9: A.B,local\r\n");
}

// Compares our columns with those of the installed Locust, and our quoting with that of Python's
// csv module.
constexpr char kJudge[] = R"(
import csv, io, sys, gevent
from locust.env import Environment
from locust.stats import StatsCSVFileWriter, PERCENTILES_TO_REPORT
writer = StatsCSVFileWriter(Environment(), PERCENTILES_TO_REPORT, 'theirs')
run = gevent.spawn(writer); gevent.sleep(0.1); run.kill(); writer.close_files()
for name in ('stats', 'stats_history', 'failures', 'exceptions'):
    ours = open('ours_%s.csv' % name, newline='').read()
    theirs = open('theirs_%s.csv' % name, newline='').readline().rstrip()
    if ours.splitlines()[0] != theirs:
        sys.exit('%s: expected %r, got %r' % (name, theirs, ours.splitlines()[0]))
    again = io.StringIO(); rows = list(csv.reader(io.StringIO(ours, newline='')))
    csv.writer(again).writerows(rows)
    if again.getvalue() != ours or len({len(row) for row in rows}) != 1:
        sys.exit('%s: does not survive the csv module' % name)
)";

TEST(LocustCsvTest, MatchesOutputOfInstalledLocust) {
  if (std::system("/usr/bin/python3 -c 'import locust' 2>/dev/null") != 0) {
    GTEST_SKIP() << "python3-locust is not installed";
  }
  std::string name = (fs::temp_directory_path() / "locust_csv_XXXXXX").string();
  ASSERT_NE(mkdtemp(name.data()), nullptr);
  const auto folder = prepare_folder(name);
  ASSERT_TRUE(folder);
  Report report = failed_report();
  report.failures[0].message = "a \"quoted\", \r\n spread, text";
  report.failures[1].message = "C++ exception with description \"a,b\" thrown in the journey body.";
  EXPECT_FALSE(write_locust_csv(*folder, "ours_", report));
  ASSERT_FALSE(folder->write("judge.py", kJudge));
  EXPECT_EQ(std::system(("cd " + name + " && /usr/bin/python3 judge.py").c_str()), 0);
  fs::remove_all(name);
}

}  // namespace
}  // namespace traffic::detail
