// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/flags/flags.h"

#include <gmock/gmock.h>

#include "gtest_traffic/flags/flag_table.h"
#include "gtest_traffic/flags/testing/parsed_flags.h"
#include "gtest_traffic/net/testing/certificates.h"

namespace traffic {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

TEST(Flags, TakesOursOutAndLeavesTheRestInOrder) {
  Arguments arguments(
      {"--gtest_filter=A.*", "--traffic_seed=7", "file", "--traffic_log=json", "--other"});
  const Flags flags = parse_flags(arguments.count(), arguments.values(), {});
  EXPECT_THAT(flags.errors, IsEmpty());
  EXPECT_THAT(arguments.rest(), ElementsAre("--gtest_filter=A.*", "file", "--other"));
  EXPECT_EQ(arguments.values()[*arguments.count()], nullptr);
  EXPECT_EQ(flags.settings.seed, 7U);
  EXPECT_EQ(flags.settings.log, LogFormat::kJson);
}

TEST(Flags, ReadsEveryKindOfValue) {
  const Settings s = good(
      {"--traffic_base_url=http://shop.example:8080/", "--traffic_load=Steady",
       "--traffic_rate=120/m", "--traffic_users=15", "--traffic_duration=90",
       "--traffic_max_rate=9/s", "--traffic_think=0.1s..500ms", "--traffic_journeys=Shopper.*=3",
       "--traffic_seed=0xff", "--traffic_workers=2", "--traffic_connect_timeout=1.5",
       "--traffic_read_timeout=250ms", "--traffic_retries=0", "--traffic_token=t",
       "--traffic_api_key=k", "--traffic_report_dir=out", "--traffic_log=TEXT",
       "--traffic_log_level=DEBUG", "--traffic_allow_target=a.example, B.example"});
  EXPECT_EQ(s.base_url, "http://shop.example:8080");
  EXPECT_EQ(s.load, "steady");
  EXPECT_EQ(s.rate, per_second(2));
  EXPECT_EQ(s.users, 15);
  EXPECT_EQ(s.max_rate, per_second(9));
  EXPECT_EQ(s.duration, 90s);
  EXPECT_EQ(s.think->low, 100ms);
  EXPECT_EQ(s.think->high, 500ms);
  EXPECT_EQ(s.journeys, "Shopper.*=3");
  EXPECT_EQ(s.seed, 255U);
  EXPECT_EQ(s.workers, 2U);
  EXPECT_EQ(s.connect_timeout, 1500ms);
  EXPECT_EQ(s.read_timeout, 250ms);
  EXPECT_EQ(s.retries, 0U);
  EXPECT_EQ(s.token, "t");
  EXPECT_EQ(s.api_key, "k");
  EXPECT_EQ(s.report_dir, "out");
  EXPECT_EQ(s.log_level, LogLevel::kDebug);
  EXPECT_THAT(s.allow_targets, ElementsAre("a.example", "b.example"));
}

TEST(Flags, KnowsActions) {
  EXPECT_TRUE(parse({"--traffic_help"}).help);
  EXPECT_TRUE(parse({"--traffic_list_journeys"}).list_journeys);
  EXPECT_THAT(mistakes({"--traffic_help=yes"}), ElementsAre(HasSubstr("takes no value")));
  EXPECT_FALSE(parse({}).help);
}

TEST(Flags, AFlagBeatsTheEnvironmentWhichBeatsTheSuites) {
  const Environment both = {{"TRAFFIC_SEED", "2"}, {"SEED", "3"}};
  const SuiteVariables suite = {.foreign = {{"SEED", "seed"}}};
  EXPECT_EQ(good({"--traffic_seed=1"}, both, suite).seed, 1U);
  EXPECT_EQ(good({}, both, suite).seed, 2U);
  EXPECT_EQ(good({}, {{"SEED", "3"}}, suite).seed, 3U);
  EXPECT_EQ(good({}, {{"SEED", "3"}}).seed, std::nullopt);
  EXPECT_EQ(good({"--traffic_seed=1", "--traffic_seed=4"}).seed, 4U);
}

TEST(Flags, AnEmptyVariableIsUnset) {
  EXPECT_EQ(good({}, {{"TRAFFIC_SEED", ""}, {"MODE", ""}}, shop()).load, "");
}

TEST(Flags, ForeignVariablesApplyOnlyWhereDeclared) {
  const Environment environment = {
      {"MODE", "steady"}, {"RPS", "30"}, {"GATEWAY_URL", "http://gateway:8080/"}};
  EXPECT_EQ(good({}, environment).load, "");
  const Settings s = good({}, environment, shop());
  EXPECT_EQ(s.load, "steady");
  EXPECT_EQ(s.rps, per_second(30));
  EXPECT_EQ(s.base_url, "http://gateway:8080");
}

TEST(Flags, DefaultsOfASuiteApplyOnlyOnceLoadIsStarted) {
  EXPECT_EQ(good({}, {}, shop()).rps, std::nullopt);
  EXPECT_EQ(good({}, {{"RPS", "5"}}, shop()).load, "");
  const Settings s = good({}, {{"MODE", "realistic"}}, shop());
  EXPECT_EQ(s.rps, per_second(20));
  EXPECT_EQ(s.duration, 300s);
  EXPECT_EQ(s.users, 10);
  EXPECT_EQ(good({"--traffic_load=demo"}, {}, shop()).users, 10);
}

TEST(Flags, WhatASuiteReadsForItsLoadIsNotedWhereNoneWasAskedFor) {
  EXPECT_THAT(parse({}, {{"RPS", "5"}}, shop()).notes,
              ElementsAre(AllOf(StartsWith("environment RPS is for load, and none was asked for"),
                                HasSubstr("realistic"))));
  EXPECT_THAT(parse({}, {{"RPS", "5"}, {"MODE", "steady"}}, shop()).notes, IsEmpty());
  EXPECT_THAT(parse({}, {}, shop()).notes, IsEmpty());
}

TEST(Flags, DefaultsThatAreNotAboutLoadApplyToTestsToo) {
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

TEST(Flags, UsersAskedForLoopWhereOnlyTheSuiteHasARate) {
  const auto rps = [](std::vector<std::string> flags, const Environment& environment) {
    return good(std::move(flags), environment, shop()).rps;
  };
  EXPECT_EQ(rps({"--traffic_load=steady", "--traffic_users=5"}, {}), std::nullopt);
  EXPECT_EQ(rps({}, {{"MODE", "spike"}, {"TRAFFIC_USERS", "5"}}), std::nullopt);
  EXPECT_EQ(rps({"--traffic_load=steady", "--traffic_users=5"}, {{"RPS", "7"}}), per_second(7));
  EXPECT_EQ(rps({}, {{"MODE", "steady"}, {"CONCURRENT_USERS", "5"}}), per_second(20));
  EXPECT_EQ(rps({"--traffic_load=realistic", "--traffic_users=5"}, {}), per_second(20));
}

TEST(Flags, OfTheTwoRatesTheBetterOriginCounts) {
  const Settings s = good({"--traffic_load=steady", "--traffic_rate=7"}, {{"RPS", "5"}}, shop());
  EXPECT_EQ(s.rate, per_second(7));
  EXPECT_EQ(s.rps, std::nullopt);
  EXPECT_THAT(mistakes({"--traffic_load=steady", "--traffic_rate=7", "--traffic_rps=5"}),
              ElementsAre(AllOf(HasSubstr("flag --traffic_rate"), HasSubstr("flag --traffic_rps"),
                                HasSubstr("give one"))));
  EXPECT_THAT(
      mistakes({}, {{"TRAFFIC_LOAD", "steady"}, {"TRAFFIC_RATE", "7"}, {"TRAFFIC_RPS", "5"}}),
      ElementsAre(HasSubstr("environment TRAFFIC_RPS")));
}

TEST(Flags, AChoiceStandsForSeveralSettings) {
  const Settings loop = good({}, {{"TASK", "ping_loop"}, {"DURATION_SECONDS", "5"}}, motel());
  EXPECT_EQ(loop.load, "steady");
  EXPECT_EQ(loop.rate, per_second(1));
  EXPECT_EQ(loop.duration, 5s);
  EXPECT_EQ(loop.log, LogFormat::kJson);
  const Settings once = good({}, {{"TASK", "ping_once"}}, motel());
  EXPECT_EQ(once.load, "");
  EXPECT_EQ(once.journeys, "Motel.Ping");
  EXPECT_THAT(mistakes({}, {{"TASK", "ping_lop"}}, motel()),
              ElementsAre(AllOf(StartsWith("environment TASK: 'ping_lop'"),
                                HasSubstr("did you mean 'ping_loop'"))));
  EXPECT_EQ(good({}, {{"TASK", "anything"}}).load, "");
}

SuiteVariables boutique() {
  return {.foreign = {{"FRONTEND_ADDR", "base_url"}, {"USERS", "users"}},
          .defaults = {{"users", "10"}, {"duration", "60"}},
          .choices = {{.variable = "FRONTEND_ADDR", .value = "", .settings = {{"load", "steady"}}}},
          .profiles = {{"steady", {{"duration", "0"}}}, {"soak", {{"duration", "4h"}}}}};
}

TEST(Flags, AChoiceWithoutAValueStandsForAnyValue) {
  const Settings s = good({}, {{"FRONTEND_ADDR", "localhost:8080"}}, boutique());
  EXPECT_EQ(s.base_url, "http://localhost:8080");
  EXPECT_EQ(s.load, "steady");
  EXPECT_EQ(s.users, 10);
  EXPECT_EQ(s.given.front().source, "environment FRONTEND_ADDR");
  EXPECT_EQ(good({}, {{"FRONTEND_ADDR", ""}, {"USERS", "3"}}, boutique()).load, "");
}

TEST(Flags, AProfileMayHaveDefaultsOfItsOwn) {
  EXPECT_EQ(good({"--traffic_load=Steady"}, {}, boutique()).duration, 0s);
  EXPECT_EQ(good({"--traffic_load=soak"}, {}, boutique()).duration, 4h);
  EXPECT_EQ(good({"--traffic_load=load"}, {}, boutique()).duration, 60s);
  EXPECT_EQ(good({"--traffic_load=soak", "--traffic_duration=1h"}, {}, boutique()).duration, 1h);
  EXPECT_EQ(good({"--traffic_load=soak"}, {{"FRONTEND_ADDR", "shop"}}, boutique()).duration, 4h);
  EXPECT_EQ(good({}, {}, boutique()).duration, std::nullopt);
  EXPECT_EQ(good({"--traffic_load=soak", "--traffic_spawn_rate=2"}, {}, boutique()).spawn_rate,
            per_second(2));
  EXPECT_THAT(flags_help(boutique()), AllOf(HasSubstr("FRONTEND_ADDR (whatever its value)"),
                                            HasSubstr("soak       duration=4h")));
}

TEST(Flags, ASearchIsALoadWithoutRatesOfItsOwn) {
  const Settings s =
      good({"--traffic_find_max_rate=50..5000/s", "--traffic_expect=p99<1s"}, {}, shop());
  ASSERT_TRUE(s.find_max_rate);
  EXPECT_EQ(s.find_max_rate->low, per_second(50));
  EXPECT_EQ(s.find_max_rate->high, per_second(5000));
  EXPECT_EQ(s.load, "steady");
  EXPECT_EQ(s.rps, std::nullopt) << "what the suite declares is for other loads";
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

TEST(Flags, RefusesASearchThatIsNone) {
  const auto mistake = [](const char* range) {
    const auto all =
        mistakes({std::string("--traffic_find_max_rate=") + range, "--traffic_expect=p99<1s"});
    return all.empty() ? std::string() : all.front();
  };
  EXPECT_THAT(mistake("50"), HasSubstr("'50' is no range of rates; write it as 50/s..5000/s"));
  EXPECT_THAT(mistake("50..5"), HasSubstr("write the lower rate first"));
  EXPECT_THAT(mistake("0..5"), HasSubstr("is out of bounds"));
  EXPECT_THAT(
      mistakes({"--traffic_find_max_rate=1..2", "--traffic_load=spike", "--traffic_rate=5"}),
      ElementsAre("flag --traffic_load and flag --traffic_find_max_rate are both given; the "
                  "search sets the load itself",
                  "flag --traffic_rate and flag --traffic_find_max_rate are both given; the "
                  "search sets the load itself",
                  HasSubstr("needs --traffic_expect=GATES")));
}

TEST(Flags, ListsWhatWasGivenForTheReportWithoutSecrets) {
  const Settings s =
      good({"--traffic_load=steady", "--traffic_api_key=hush"}, {{"RPS", "5"}}, shop());
  std::vector<std::string> lines;
  for (const auto& given : s.given)
    lines.push_back(given.name + "=" + given.value + " <- " + given.source);
  EXPECT_THAT(
      lines, ElementsAre("load=steady <- flag --traffic_load", "rps=5 <- environment RPS",
                         "users=10 <- default of the suite", "duration=300 <- default of the suite",
                         "api_key=*** <- flag --traffic_api_key"));
}

TEST(Flags, ReadHowToSpeakTls) {
  TestAuthority authority;
  const KeyPair pair = authority.issue();
  const TlsOptions tls =
      good({"--traffic_client_certificate=" + pair.certificate, "--traffic_client_key=" + pair.key,
            "--traffic_tls_min_version=1.3", "--traffic_tls_server_name=Shop.Example",
            "--traffic_tls_insecure=yes", "--traffic_base_url=https://127.0.0.1:8443"},
           {{"TRAFFIC_CA_FILE", authority.file()}})
          .tls;
  EXPECT_EQ(tls.ca_file, authority.file());
  EXPECT_EQ(tls.certificate_file, pair.certificate);
  EXPECT_EQ(tls.key_file, pair.key);
  EXPECT_EQ(tls.min_version, TlsVersion::k1_3);
  EXPECT_EQ(tls.server_name, "shop.example");
  EXPECT_EQ(tls.verification, TlsOptions::Verification::kOff);
  EXPECT_EQ(good({}).tls, TlsOptions{});
}

TEST(Flags, SaysWhatEvidenceTestsLeave) {
  const Settings settings =
      good({"--traffic_junit=a.xml", "--traffic_har=all", "--traffic_trace=off",
            "--traffic_report_dir=x", "--traffic_test_retries=2"});
  EXPECT_EQ(settings.junit, "a.xml");
  EXPECT_EQ(settings.har, HarTests::kAll);
  EXPECT_EQ(settings.trace, Tracing::kOff);
  EXPECT_EQ(settings.test_retries, 2U);
  EXPECT_THAT(mistakes({"--traffic_har=failed"}), ElementsAre(HasSubstr("--traffic_report_dir")));
  EXPECT_THAT(mistakes({"--traffic_test_retries=11"}), ElementsAre(HasSubstr("'11'")));
}

TEST(Flags, BoundsHowLongJourneysMayTake) {
  EXPECT_EQ(good({}).test_timeout, 5min);
  EXPECT_EQ(good({"--traffic_test_timeout=90s"}).test_timeout, 90s);
  EXPECT_EQ(good({}, {{"TRAFFIC_TEST_TIMEOUT", "0"}}).test_timeout, 0s);
  EXPECT_THAT(mistakes({"--traffic_test_timeout=25h"}), ElementsAre(HasSubstr("at most 24h")));
  EXPECT_THAT(mistakes({"--traffic_test_timeout=soon"}), ElementsAre(HasSubstr("'soon'")));
  EXPECT_EQ(good({"--traffic_load=steady", "--traffic_grace=2s"}).grace, 2s);
  EXPECT_THAT(mistakes({"--traffic_load=steady", "--traffic_grace=25h"}),
              ElementsAre(HasSubstr("0 to 24h")));
  good({}, {{"TRAFFIC_CTEST_TIMEOUT", "120s"}});
}

TEST(Flags, LeavesTheSharedFolderAndKubernetesServiceLinksAlone) {
  good({}, {{"TRAFFIC_SHARED_DIR", "/data"},
            {"TRAFFIC_GENERATOR_SERVICE_HOST", "10.0.0.1"},
            {"TRAFFIC_GENERATOR_SERVICE_PORT_HTTP", "80"},
            {"TRAFFIC_PORT", "tcp://10.0.0.1:80"},
            {"TRAFFIC_PORT_80_TCP_ADDR", "10.0.0.1"}});
}

TEST(Flags, HelpNamesEveryFlagAndWhatTheSuiteReads) {
  const std::string text = flags_help(shop());
  for (const Flag& flag : flag_table())
    EXPECT_THAT(text, HasSubstr("  " + flag.spelling())) << flag.name;
  EXPECT_THAT(text, HasSubstr("; also RPS; default here 20"));
  EXPECT_THAT(text, HasSubstr("work for a Locust master (not built yet)"));
  EXPECT_THAT(flags_help(motel()), HasSubstr("TASK=ping_loop"));
}

TEST(Flags, SurvivesAProgramWithoutArguments) {
  int count = 0;
  char* none[] = {nullptr};
  EXPECT_THAT(parse_flags(&count, none, {}).errors, IsEmpty());
  EXPECT_EQ(count, 0);
}

TEST(Environment, HoldsTheProcessesOwn) { EXPECT_FALSE(process_environment().empty()); }

}  // namespace
}  // namespace traffic
