// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/output/leftovers.h"

#include <gmock/gmock.h>

#include <string>

namespace traffic {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

std::vector<std::string> leftovers(std::vector<const char*> arguments) {
  arguments.insert(arguments.begin(), "suite");
  std::vector<std::string> result;
  for (const Error& error : check_leftovers(static_cast<int>(arguments.size()), arguments.data())) {
    result.push_back(error.message);
  }
  return result;
}

TEST(Leftovers, NameTheNearestFlagOfEachHost) {
  EXPECT_THAT(leftovers({"--gtest_fliter=A.*"}),
              ElementsAre("flag --gtest_fliter is unknown (did you mean '--gtest_filter'?)"));
  EXPECT_THAT(leftovers({"--benchmark_filer=x"}),
              ElementsAre(HasSubstr("did you mean '--benchmark_filter'")));
  EXPECT_THAT(leftovers({"--trafficload=spike"}),
              ElementsAre(HasSubstr("did you mean '--traffic_load'")));
}

TEST(Leftovers, SeeThroughDashesAndSlipsInTheFirstWord) {
  EXPECT_THAT(leftovers({"--gtest-filter=A"}),
              ElementsAre(HasSubstr("did you mean '--gtest_filter'")));
  EXPECT_THAT(leftovers({"-gtest_filter=A"}),
              ElementsAre(HasSubstr("did you mean '--gtest_filter'")));
  EXPECT_THAT(leftovers({"--GTEST_FILTER=A"}),
              ElementsAre(HasSubstr("did you mean '--gtest_filter'")));
  EXPECT_THAT(leftovers({"--trafic_load=spike"}),
              ElementsAre(HasSubstr("did you mean '--traffic_load'")));
  EXPECT_THAT(leftovers({"--gtset_repeat=2"}),
              ElementsAre(HasSubstr("did you mean '--gtest_repeat'")));
}

TEST(Leftovers, AreMistakesEvenWithNothingNear) {
  EXPECT_THAT(leftovers({"--gtest_zzzzzzzzzzzz"}),
              ElementsAre("flag --gtest_zzzzzzzzzzzz is unknown"));
}

TEST(Leftovers, SayWhenOnlyTheValueWasWrong) {
  EXPECT_THAT(leftovers({"--gtest_repeat=often"}),
              ElementsAre("flag --gtest_repeat was not taken: its value is wrong or missing"));
  EXPECT_THAT(leftovers({"--benchmark_filter=x"}),
              ElementsAre(HasSubstr("or this program has no benchmarks")));
}

TEST(Leftovers, PassWhatBelongsToTheHost) {
  EXPECT_THAT(
      leftovers({"--help", "-h", "-", "--", "file", "gtest_filter=x", "--port=80", "--filter=x",
                 "--load=3", "--out", "-v", "--gtest_internal_run_death_test=a|1|2"}),
      IsEmpty());
}

TEST(Leftovers, AreAllReportedAndShowNoValue) {
  const auto texts =
      leftovers({"--gtest_fliter=hush", "--trafic_token=hush", "--gtest_color:hush"});
  EXPECT_THAT(texts, SizeIs(3));
  EXPECT_THAT(texts, testing::Each(Not(HasSubstr("hush"))));
}

}  // namespace
}  // namespace traffic
