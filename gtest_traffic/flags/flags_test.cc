// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/flags/flags.h"

#include <gmock/gmock.h>

#include "gtest_traffic/flags/testing/parsed_flags.h"

namespace traffic::detail {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(FlagsTest, RemovesOwnFlagsAndKeepsOthersInOrder) {
  Arguments arguments(
      {"--gtest_filter=A.*", "--traffic_seed=7", "file", "--traffic_log=json", "--other"});
  const Flags flags = parse_flags(arguments.count(), arguments.values(), {});
  EXPECT_THAT(flags.errors, IsEmpty());
  EXPECT_THAT(arguments.rest(), ElementsAre("--gtest_filter=A.*", "file", "--other"));
  EXPECT_EQ(arguments.values()[*arguments.count()], nullptr);
  EXPECT_EQ(flags.settings.seed, 7U);
  EXPECT_EQ(flags.settings.log, LogFormat::kJson);
}

TEST(FlagsTest, ParsesActions) {
  EXPECT_TRUE(parse({"--traffic_help"}).help);
  EXPECT_TRUE(parse({"--traffic_list_journeys"}).list_journeys);
  EXPECT_THAT(mistakes({"--traffic_help=yes"}), ElementsAre(HasSubstr("takes no value")));
  EXPECT_FALSE(parse({}).help);
}

TEST(FlagsTest, ListsGivenValuesWithoutSecrets) {
  const Settings s =
      good({"--traffic_load=steady", "--traffic_api_key=hush"}, {{"RPS", "5"}}, shop());
  std::vector<std::string> lines;
  for (const auto& given : s.given)
    lines.push_back(given.name + "=" + given.value + " <- " + given.source);
  EXPECT_THAT(
      lines,
      ElementsAre("load=steady <- flag --traffic_load", "rps=5 <- environment variable RPS",
                  "duration=300 <- default of the suite", "api_key=*** <- flag --traffic_api_key"));
}

TEST(FlagsTest, AcceptsEmptyArguments) {
  int count = 0;
  char* none[] = {nullptr};
  EXPECT_THAT(parse_flags(&count, none, {}).errors, IsEmpty());
  EXPECT_EQ(count, 0);
}

TEST(EnvironmentTest, CopiesProcessEnvironment) { EXPECT_FALSE(process_environment().empty()); }

}  // namespace
}  // namespace traffic::detail
