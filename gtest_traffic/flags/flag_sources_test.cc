// SPDX-License-Identifier: Apache-2.0
// Tests the order of precedence of flags, variables and the defaults of a suite.
#include <gmock/gmock.h>

#include "gtest_traffic/flags/testing/parsed_flags.h"

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

SuiteVariables boutique() {
  return {.foreign = {{"FRONTEND_ADDR", "base_url"}, {"USERS", "users"}},
          .defaults = {{"users", "10"}, {"duration", "60"}},
          .choices = {{.variable = "FRONTEND_ADDR", .value = "", .settings = {{"load", "steady"}}}},
          .profiles = {{"steady", {{"duration", "0"}}}, {"soak", {{"duration", "4h"}}}}};
}

TEST(FlagSourcesTest, FlagOverridesVariables) {
  const Environment both = {{"TRAFFIC_SEED", "2"}, {"SEED", "3"}};
  const SuiteVariables suite = {.foreign = {{"SEED", "seed"}}};
  EXPECT_EQ(good({"--traffic_seed=1"}, both, suite).seed, 1U);
  EXPECT_EQ(good({}, both, suite).seed, 2U);
  EXPECT_EQ(good({}, {{"SEED", "3"}}, suite).seed, 3U);
  EXPECT_EQ(good({}, {{"SEED", "3"}}).seed, std::nullopt);
  EXPECT_EQ(good({"--traffic_seed=1", "--traffic_seed=4"}).seed, 4U);
}

TEST(FlagSourcesTest, IgnoresEmptyVariable) {
  EXPECT_EQ(good({}, {{"TRAFFIC_SEED", ""}, {"MODE", ""}}, shop()).load, "");
}

TEST(FlagSourcesTest, ReadsOnlyDeclaredSuiteVariables) {
  const Environment environment = {
      {"MODE", "steady"}, {"RPS", "30"}, {"GATEWAY_URL", "http://gateway:8080/"}};
  EXPECT_EQ(good({}, environment).load, "");
  const Settings s = good({}, environment, shop());
  EXPECT_EQ(s.load, "steady");
  EXPECT_EQ(s.rps, per_second(30));
  EXPECT_EQ(s.base_url, "http://gateway:8080");
}

TEST(FlagSourcesTest, AppliesLoadDefaultsOnlyWithLoad) {
  EXPECT_EQ(good({}, {}, shop()).rps, std::nullopt);
  EXPECT_EQ(good({}, {{"RPS", "5"}}, shop()).load, "");
  const Settings s = good({}, {{"MODE", "realistic"}}, shop());
  EXPECT_EQ(s.rps, per_second(20));
  EXPECT_EQ(s.duration, 300s);
  EXPECT_EQ(s.users, 10);
  EXPECT_EQ(good({"--traffic_load=demo"}, {}, shop()).users, 10);
}

TEST(FlagSourcesTest, NotesLoadVariableWithoutLoad) {
  EXPECT_THAT(parse({}, {{"RPS", "5"}}, shop()).notes,
              ElementsAre("environment variable RPS has no effect without a load; set "
                          "MODE=realistic or another profile"));
  EXPECT_THAT(parse({}, {{"DURATION_SECONDS", "5"}}, motel()).notes,
              ElementsAre(HasSubstr("without a load; set TASK=ping_loop")));
  EXPECT_THAT(parse({}, {{"USERS", "5"}}, boutique()).notes,
              ElementsAre(HasSubstr("without a load; set FRONTEND_ADDR")));
  EXPECT_THAT(parse({}, {{"RATE", "5"}}, {.foreign = {{"RATE", "rate"}}}).notes,
              ElementsAre(HasSubstr("without a load; add --traffic_load=PROFILE, one of steady")));
  EXPECT_THAT(parse({}, {{"RPS", "5"}, {"MODE", "steady"}}, shop()).notes, IsEmpty());
  EXPECT_THAT(parse({}, {}, shop()).notes, IsEmpty());
}

TEST(FlagSourcesTest, AppliesOtherDefaultsToTests) {
  SuiteVariables suite = shop();
  suite.defaults.emplace_back("api_key", "test-key");
  suite.defaults.emplace_back("journeys", "Shopper.*");
  suite.defaults.emplace_back("think", "1s");
  suite.defaults.emplace_back("expect", "errors<1");
  suite.defaults.emplace_back("load", "steady");
  const Settings test = good({}, {}, suite);
  EXPECT_EQ(test.api_key, "test-key");
  EXPECT_EQ(test.journeys, "");
  EXPECT_FALSE(test.think.has_value());
  EXPECT_EQ(test.expect, "");
  EXPECT_EQ(test.load, "");
  EXPECT_EQ(good({}, {{"API_KEY", "mine"}}, suite).api_key, "mine");
  EXPECT_EQ(good({}, {{"MODE", "spike"}}, suite).journeys, "Shopper.*");
}

TEST(FlagSourcesTest, ChoiceSetsSeveralFlags) {
  const Settings loop = good({}, {{"TASK", "ping_loop"}, {"DURATION_SECONDS", "5"}}, motel());
  EXPECT_EQ(loop.load, "steady");
  EXPECT_EQ(loop.rate, per_second(1));
  EXPECT_EQ(loop.duration, 5s);
  EXPECT_EQ(loop.log, LogFormat::kJson);
  const Settings once = good({}, {{"TASK", "ping_once"}}, motel());
  EXPECT_EQ(once.load, "");
  EXPECT_EQ(once.journeys, "Motel.Ping");
  EXPECT_THAT(
      mistakes({}, {{"TASK", "ping_lop"}}, motel()),
      ElementsAre(AllOf(
          StartsWith(
              "environment variable TASK: expected one of ping_loop, ping_once, got 'ping_lop'"),
          HasSubstr("did you mean 'ping_loop'"))));
  EXPECT_EQ(good({}, {{"TASK", "anything"}}).load, "");
}

TEST(FlagSourcesTest, ChoiceWithoutValueMatchesAnyValue) {
  const Settings s = good({}, {{"FRONTEND_ADDR", "localhost:8080"}}, boutique());
  EXPECT_EQ(s.base_url, "http://localhost:8080");
  EXPECT_EQ(s.load, "steady");
  EXPECT_EQ(s.users, 10);
  EXPECT_EQ(s.given.front().source, "environment variable FRONTEND_ADDR");
  EXPECT_EQ(good({}, {{"FRONTEND_ADDR", ""}, {"USERS", "3"}}, boutique()).load, "");
}

TEST(FlagSourcesTest, AppliesDefaultsOfLoadProfile) {
  EXPECT_EQ(good({"--traffic_load=Steady"}, {}, boutique()).duration, 0s);
  EXPECT_EQ(good({"--traffic_load=soak"}, {}, boutique()).duration, 4h);
  EXPECT_EQ(good({"--traffic_load=load"}, {}, boutique()).duration, 60s);
  EXPECT_EQ(good({"--traffic_load=soak", "--traffic_duration=1h"}, {}, boutique()).duration, 1h);
  EXPECT_EQ(good({"--traffic_load=soak"}, {{"FRONTEND_ADDR", "shop"}}, boutique()).duration, 4h);
  EXPECT_EQ(good({}, {}, boutique()).duration, std::nullopt);
  EXPECT_EQ(good({"--traffic_load=soak", "--traffic_spawn_rate=2"}, {}, boutique()).spawn_rate,
            per_second(2));
  EXPECT_THAT(flags_help(boutique()),
              AllOf(HasSubstr("FRONTEND_ADDR (any value)"), HasSubstr("soak       duration=4h")));
}

TEST(FlagSourcesTest, DefaultSpawnRateIsForUsers) {
  SuiteVariables suite = boutique();
  suite.defaults.emplace_back("spawn_rate", "1/s");
  const auto spawn_rate = [&](std::vector<std::string> flags) {
    return good(std::move(flags), {}, suite).spawn_rate;
  };
  EXPECT_EQ(spawn_rate({"--traffic_load=steady"}), per_second(1));
  EXPECT_EQ(spawn_rate({"--traffic_load=steady", "--traffic_rate=5"}), std::nullopt);
  EXPECT_EQ(spawn_rate({"--traffic_load=steady", "--traffic_rps=5"}), std::nullopt);
  EXPECT_EQ(spawn_rate({"--traffic_load=demo"}), std::nullopt) << "its users are a maximum";
  EXPECT_THAT(mistakes({"--traffic_load=steady", "--traffic_duration=5s"}, {}, suite),
              ElementsAre(AllOf(HasSubstr("10 users at 1/s take 10 s to start"),
                                HasSubstr("; spawn_rate 1/s is the default of the suite"))));
  EXPECT_THAT(mistakes({"--traffic_load=steady", "--traffic_duration=5s", "--traffic_spawn_rate=1"},
                       {}, suite),
              ElementsAre(testing::Not(HasSubstr("is the default"))));
}

TEST(FlagSourcesTest, UnknownWordHasTheSharedSettings) {
  SuiteVariables suite = motel();
  suite.choices.back().settings.emplace_back("log", "json");
  const Flags flags = parse({}, {{"TASK", "ping_lop"}}, suite);
  EXPECT_THAT(flags.errors, testing::SizeIs(1));
  EXPECT_EQ(flags.settings.log, LogFormat::kJson);
  EXPECT_EQ(flags.settings.load, "") << "only one of the words has it";
  EXPECT_EQ(parse({}, {{"TASK", "ping_lop"}}, motel()).settings.log, LogFormat::kText);
}

TEST(FlagSourcesTest, IgnoresKubernetesServiceLinks) {
  good({}, {{"TRAFFIC_SHARED_DIR", "/data"},
            {"TRAFFIC_GENERATOR_SERVICE_HOST", "10.0.0.1"},
            {"TRAFFIC_GENERATOR_SERVICE_PORT_HTTP", "80"},
            {"TRAFFIC_PORT", "tcp://10.0.0.1:80"},
            {"TRAFFIC_PORT_80_TCP_ADDR", "10.0.0.1"}});
}

}  // namespace
}  // namespace traffic::detail
