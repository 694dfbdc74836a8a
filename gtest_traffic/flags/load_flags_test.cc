// SPDX-License-Identifier: Apache-2.0
// Tests flags that depend on each other: the two rates, users and the search for the highest rate.
#include <gmock/gmock.h>

#include "gtest_traffic/flags/testing/parsed_flags.h"

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

TEST(LoadFlagsTest, UsersReplaceDefaultRate) {
  const auto rps = [](std::vector<std::string> flags, const Environment& environment) {
    return good(std::move(flags), environment, shop()).rps;
  };
  EXPECT_EQ(rps({"--traffic_load=steady", "--traffic_users=5"}, {}), std::nullopt);
  EXPECT_EQ(rps({}, {{"MODE", "spike"}, {"TRAFFIC_USERS", "5"}}), std::nullopt);
  EXPECT_EQ(rps({"--traffic_load=steady", "--traffic_users=5"}, {{"RPS", "7"}}), per_second(7));
  EXPECT_EQ(rps({}, {{"MODE", "steady"}, {"CONCURRENT_USERS", "5"}}), per_second(20));
  EXPECT_EQ(rps({"--traffic_load=realistic", "--traffic_users=5"}, {}), per_second(20));
}

TEST(LoadFlagsTest, GivenRateHasNoDefaultLimitOfUsers) {
  const auto users = [](std::vector<std::string> flags, const Environment& environment) {
    return good(std::move(flags), environment, shop()).users;
  };
  EXPECT_EQ(users({"--traffic_load=steady", "--traffic_rate=200"}, {}), std::nullopt);
  EXPECT_EQ(users({"--traffic_load=steady"}, {{"RPS", "200"}}), std::nullopt);
  EXPECT_EQ(users({"--traffic_load=steady"}, {}), 10) << "the rate is a default too";
  EXPECT_EQ(users({"--traffic_load=steady", "--traffic_rate=200", "--traffic_users=7"}, {}), 7);
  EXPECT_EQ(users({"--traffic_load=steady", "--traffic_rate=9"}, {{"CONCURRENT_USERS", "8"}}), 8);
}

TEST(LoadFlagsTest, HigherPriorityRateWins) {
  const Settings s = good({"--traffic_load=steady", "--traffic_rate=7"}, {{"RPS", "5"}}, shop());
  EXPECT_EQ(s.rate, per_second(7));
  EXPECT_EQ(s.rps, std::nullopt);
  EXPECT_THAT(mistakes({"--traffic_load=steady", "--traffic_rate=7", "--traffic_rps=5"}),
              ElementsAre(AllOf(HasSubstr("flag --traffic_rate"), HasSubstr("flag --traffic_rps"),
                                HasSubstr("give only one"))));
  EXPECT_THAT(
      mistakes({}, {{"TRAFFIC_LOAD", "steady"}, {"TRAFFIC_RATE", "7"}, {"TRAFFIC_RPS", "5"}}),
      ElementsAre(HasSubstr("environment variable TRAFFIC_RPS")));
}

TEST(LoadFlagsTest, SearchIgnoresRatesOfSuite) {
  const Settings s =
      good({"--traffic_find_max_rate=50..5000/s", "--traffic_expect=p99<1s"}, {}, shop());
  ASSERT_TRUE(s.find_max_rate);
  EXPECT_EQ(s.find_max_rate->low, per_second(50));
  EXPECT_EQ(s.find_max_rate->high, per_second(5000));
  EXPECT_EQ(s.load, "steady");
  EXPECT_EQ(s.rps, std::nullopt) << "the rates of the suite do not apply to a search";
  EXPECT_EQ(s.users, std::nullopt);
  EXPECT_EQ(s.duration, std::nullopt);
  const Settings told = good({"--traffic_find_max_rate=50..5000/s", "--traffic_expect=p99<1s",
                              "--traffic_duration=5s", "--traffic_users=10"},
                             {{"RPS", "5"}, {"MODE", "spike"}}, shop());
  EXPECT_EQ(told.load, "steady");
  EXPECT_EQ(told.rps, std::nullopt);
  EXPECT_EQ(told.users, 10);
  EXPECT_EQ(told.duration, 5s);
}

TEST(LoadFlagsTest, RejectsInvalidSearch) {
  const auto mistake = [](const char* range) {
    const auto all =
        mistakes({std::string("--traffic_find_max_rate=") + range, "--traffic_expect=p99<1s"});
    return all.empty() ? std::string() : all.front();
  };
  EXPECT_THAT(mistake("50"),
              HasSubstr("invalid range '50': expected LOW..HIGH, such as 50/s..5000/s"));
  EXPECT_THAT(mistake("50..5"), HasSubstr("expected the lower rate first"));
  EXPECT_THAT(mistake("0..5"), HasSubstr("expected a rate above 0"));
  EXPECT_THAT(
      mistakes({"--traffic_find_max_rate=1..2", "--traffic_load=spike", "--traffic_rate=5"}),
      ElementsAre("flag --traffic_load conflicts with flag --traffic_find_max_rate, which sets the "
                  "load itself; give only one",
                  "flag --traffic_rate conflicts with flag --traffic_find_max_rate, which sets the "
                  "load itself; give only one",
                  HasSubstr("requires --traffic_expect=GATES")));
}

}  // namespace
}  // namespace traffic::detail
