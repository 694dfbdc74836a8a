// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/output/unknown_flags.h"

#include <gmock/gmock.h>

#include <string>

namespace traffic::detail {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

std::vector<std::string> errors_for(std::vector<const char*> arguments) {
  arguments.insert(arguments.begin(), "suite");
  std::vector<std::string> result;
  for (const Error& error :
       check_unknown_flags(static_cast<int>(arguments.size()), arguments.data())) {
    result.push_back(error.message);
  }
  return result;
}

TEST(UnknownFlagsTest, SuggestsNearestFlagOfEachHost) {
  EXPECT_THAT(errors_for({"--gtest_fliter=A.*"}),
              ElementsAre("flag --gtest_fliter is unknown (did you mean '--gtest_filter'?)"));
  EXPECT_THAT(errors_for({"--benchmark_filer=x"}),
              ElementsAre(HasSubstr("did you mean '--benchmark_filter'")));
  EXPECT_THAT(errors_for({"--trafficload=spike"}),
              ElementsAre(HasSubstr("did you mean '--traffic_load'")));
}

TEST(UnknownFlagsTest, FindsTyposInDashesAndPrefix) {
  EXPECT_THAT(errors_for({"--gtest-filter=A"}),
              ElementsAre(HasSubstr("did you mean '--gtest_filter'")));
  EXPECT_THAT(errors_for({"-gtest_filter=A"}),
              ElementsAre(HasSubstr("did you mean '--gtest_filter'")));
  EXPECT_THAT(errors_for({"--GTEST_FILTER=A"}),
              ElementsAre(HasSubstr("did you mean '--gtest_filter'")));
  EXPECT_THAT(errors_for({"--trafic_load=spike"}),
              ElementsAre(HasSubstr("did you mean '--traffic_load'")));
  EXPECT_THAT(errors_for({"--gtset_repeat=2"}),
              ElementsAre(HasSubstr("did you mean '--gtest_repeat'")));
}

TEST(UnknownFlagsTest, ReportsFlagWithoutSimilarName) {
  EXPECT_THAT(errors_for({"--gtest_zzzzzzzzzzzz"}),
              ElementsAre("flag --gtest_zzzzzzzzzzzz is unknown"));
}

TEST(UnknownFlagsTest, ReportsInvalidValueOfKnownFlag) {
  EXPECT_THAT(errors_for({"--gtest_repeat=often"}),
              ElementsAre("flag --gtest_repeat was not accepted: its value is invalid or missing"));
  EXPECT_THAT(errors_for({"--benchmark_filter=x"}),
              ElementsAre(HasSubstr("or this program has no benchmarks")));
}

TEST(UnknownFlagsTest, IgnoresFlagsOfHostProgram) {
  EXPECT_THAT(
      errors_for({"--help", "-h", "-", "--", "file", "gtest_filter=x", "--port=80", "--filter=x",
                  "--load=3", "--out", "-v", "--gtest_internal_run_death_test=a|1|2"}),
      IsEmpty());
}

TEST(UnknownFlagsTest, ReportsAllFlagsWithoutTheirValues) {
  const auto texts =
      errors_for({"--gtest_fliter=hush", "--trafic_token=hush", "--gtest_color:hush"});
  EXPECT_THAT(texts, SizeIs(3));
  EXPECT_THAT(texts, testing::Each(Not(HasSubstr("hush"))));
}

}  // namespace
}  // namespace traffic::detail
