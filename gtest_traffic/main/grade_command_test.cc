// SPDX-License-Identifier: Apache-2.0
// Runs traffic_grade from the command line.
#include <gmock/gmock.h>

#include <string>
#include <vector>

#include "gtest_traffic/base/testing/command.h"
#include "gtest_traffic/base/testing/temporary_folder.h"

namespace traffic::detail {
namespace {

using testing::AllOf;
using testing::HasSubstr;

constexpr const char* kHead =
    "Type,Name,Request Count,Failure Count,Median Response Time,Average Response "
    "Time,Requests/s\r\n"
    "GET,/,1,1,9,9,1\r\n";

Outcome grade(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), TRAFFIC_GRADE);
  return run_command(std::move(arguments), {}, {});
}

TEST(GradeCommandTest, GradesLocustsStatistics) {
  const TemporaryFolder folder;
  const std::string good =
      folder.write("good_stats.csv", std::string(kHead) + ",Aggregated,1000,5,90,120.5,140.2\r\n");
  const std::string poor =
      folder.write("poor_stats.csv", std::string(kHead) + ",Aggregated,1000,200,90,120.5,20\r\n");
  const Outcome outcome = grade({good, poor});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.text;
  EXPECT_THAT(
      outcome.text,
      AllOf(HasSubstr(good + "\ngrade: good (140.2 requests/s, average 120.5 ms, 0.50 % failed)"),
            HasSubstr(poor + "\ngrade: poor (20.0 requests/s"), HasSubstr("error logs")));
}

TEST(GradeCommandTest, InvalidFilesAreNamed) {
  const TemporaryFolder folder;
  const std::string none = folder.write("none_stats.csv", kHead);
  const std::string text =
      folder.write("text_stats.csv", std::string(kHead) + ",Aggregated,many,5,90,120.5,140.2\r\n");
  const Outcome outcome = grade({none, text, folder.path("gone.json")});
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_THAT(outcome.text,
              AllOf(HasSubstr(none + ": expected a row with the name Aggregated"),
                    HasSubstr(text + ":3: expected numbers"), HasSubstr("gone.json")));
  EXPECT_EQ(grade({}).exit_code, 2);
  EXPECT_EQ(grade({"--all"}).exit_code, 2);
}

}  // namespace
}  // namespace traffic::detail
