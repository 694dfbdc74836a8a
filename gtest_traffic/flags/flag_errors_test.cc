// SPDX-License-Identifier: Apache-2.0
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
using testing::Not;
using testing::StartsWith;

TEST(FlagErrors, NameTheSourceTheValueAndTheBound) {
  const auto load = [](std::string flag) {
    return mistakes({"--traffic_load=steady", std::move(flag)});
  };
  EXPECT_THAT(load("--traffic_rate=-5"), ElementsAre(StartsWith("flag --traffic_rate: '-5'")));
  EXPECT_THAT(load("--traffic_rate=0"), ElementsAre(HasSubstr("more than 0")));
  EXPECT_THAT(load("--traffic_rate=20000000"),
              ElementsAre(HasSubstr("at most 10 million per second")));
  EXPECT_THAT(load("--traffic_rate=many"), ElementsAre(StartsWith("flag --traffic_rate: 'many'")));
  EXPECT_THAT(load("--traffic_users=0"), ElementsAre(HasSubstr("1 to 1000000")));
  EXPECT_THAT(load("--traffic_users=1000001"), ElementsAre(HasSubstr("1 to 1000000")));
  EXPECT_THAT(load("--traffic_users=1.5"), ElementsAre(HasSubstr("'1.5' is not a whole number")));
  EXPECT_THAT(load("--traffic_duration=721h"), ElementsAre(HasSubstr("use 1ms to 30 days")));
  EXPECT_THAT(load("--traffic_duration=0.0000001"), ElementsAre(HasSubstr("use 1ms to 30 days")));
  EXPECT_THAT(load("--traffic_think=2s..1s"), ElementsAre(HasSubstr("the shorter time first")));
  EXPECT_THAT(load("--traffic_workers=0"), ElementsAre(HasSubstr("1 to 256")));
  EXPECT_THAT(load("--traffic_retries=11"), ElementsAre(HasSubstr("0 to 10")));
  EXPECT_THAT(load("--traffic_seed=-1"), ElementsAre(HasSubstr("'-1' is not a whole number")));
  EXPECT_THAT(load("--traffic_read_timeout=0"), ElementsAre(HasSubstr("more than 0")));
  EXPECT_THAT(load("--traffic_log=jsn"), ElementsAre(HasSubstr("did you mean 'json'")));
  EXPECT_THAT(load("--traffic_log_level=loud"), ElementsAre(HasSubstr("debug, info, warning")));
  EXPECT_THAT(load("--traffic_allow_target=http://x"), ElementsAre(HasSubstr("host names")));
  EXPECT_THAT(mistakes({}, {{"MODE", "steady"}, {"RPS", "x"}}, shop()),
              ElementsAre(StartsWith("environment RPS: 'x'")));
}

TEST(FlagErrors, NameTheNearestFlagVariableAndProfile) {
  EXPECT_THAT(mistakes({"--traffic_raet=5"}),
              ElementsAre(AllOf(StartsWith("flag --traffic_raet is unknown"),
                                HasSubstr("'--traffic_rate'"))));
  EXPECT_THAT(mistakes({"--traffic-base-url=x"}),
              ElementsAre(HasSubstr("did you mean '--traffic_base_url'")));
  EXPECT_THAT(mistakes({}, {{"TRAFFIC_BASEURL", "x"}}),
              ElementsAre(AllOf(StartsWith("environment TRAFFIC_BASEURL is unknown"),
                                HasSubstr("'TRAFFIC_BASE_URL'"))));
  EXPECT_THAT(
      mistakes({"--traffic_load=spik"}),
      ElementsAre(AllOf(StartsWith("flag --traffic_load: "), HasSubstr("did you mean 'spike'"))));
  EXPECT_THAT(mistakes({}, {{"MODE", "heavy"}}, shop()),
              ElementsAre(AllOf(StartsWith("environment MODE: profile 'heavy' is not built yet"),
                                HasSubstr("available:"))));
}

TEST(FlagErrors, RefuseTheEvidenceOfTestsUnderLoad) {
  EXPECT_THAT(
      mistakes({"--traffic_har=all", "--traffic_report_dir=build/r", "--traffic_load=smoke"}),
      ElementsAre(HasSubstr("is for tests")));
}

TEST(FlagErrors, AcceptOnlyTheFormWithAValue) {
  EXPECT_THAT(mistakes({"--traffic_seed", "7"}),
              ElementsAre("flag --traffic_seed has no value; write --traffic_seed=NUMBER"));
  EXPECT_THAT(mistakes({"--traffic_seed="}), ElementsAre(HasSubstr("has no value")));
}

TEST(FlagErrors, AreReportedAllAtOnce) {
  EXPECT_THAT(mistakes({"--traffic_raet=5", "--traffic_load=spik", "--traffic_users=0",
                        "--traffic_ui=8080"},
                       {{"TRAFFIC_NOPE", "1"}, {"DURATION", "long"}}, shop()),
              testing::SizeIs(6));
}

TEST(FlagErrors, WhatIsNotBuiltYetIsNeverIgnored) {
  int planned = 0;
  for (const Flag& flag : flag_table()) {
    if (flag.kind != Flag::Kind::kPlanned) continue;
    ++planned;
    EXPECT_THAT(mistakes({flag.spelling() + "=1"}),
                ElementsAre("flag " + flag.spelling() + " is not built yet; leave it out"));
    EXPECT_THAT(mistakes({}, {{flag.variable(), "1"}}),
                ElementsAre("environment " + flag.variable() + " is not built yet; leave it out"));
  }
  EXPECT_EQ(planned, 5);
}

TEST(FlagErrors, WhatOnlyLoadUsesNeedsLoad) {
  EXPECT_THAT(mistakes({"--traffic_rate=5"}),
              ElementsAre(HasSubstr("add --traffic_load=PROFILE, one of steady,")));
  EXPECT_THAT(mistakes({}, {{"TRAFFIC_EXPECT", "p99<1s"}}),
              ElementsAre(StartsWith("environment TRAFFIC_EXPECT")));
  EXPECT_THAT(mistakes({}, {{"RPS", "5"}, {"DURATION", "5"}}, shop()), IsEmpty());
}

TEST(FlagErrors, AWrongGateIsFoundBeforeTheRun) {
  EXPECT_EQ(good({"--traffic_load=steady", "--traffic_expect=p99<250ms"}).expect, "p99<250ms");
  EXPECT_THAT(mistakes({"--traffic_load=steady", "--traffic_expect=p99<fast"}),
              ElementsAre(StartsWith("flag --traffic_expect: ")));
}

TEST(FlagErrors, GoldenFilesAreNotWrittenByAPipelineOrALoad) {
  using Update = GoldenSettings::Update;
  const std::string flag = "--traffic_update_golden=all";
  EXPECT_EQ(good({flag}).golden.update, Update::kAll);
  EXPECT_EQ(good({flag}, {{"CI", "false"}}).golden.update, Update::kAll);
  EXPECT_EQ(good({"--traffic_golden_dir=x"}, {{"CI", "1"}}).golden.folder, "x");
  EXPECT_THAT(mistakes({flag}, {{"CI", "true"}}), ElementsAre(HasSubstr("variable CI is set")));
  EXPECT_THAT(mistakes({flag, "--traffic_load=steady"}), ElementsAre(HasSubstr("under load")));
  EXPECT_THAT(mistakes({"--traffic_update_golden=some"}),
              ElementsAre(HasSubstr("'some' is none of none, missing, all")));
}

TEST(FlagErrors, TlsIsCheckedWholeBeforeTheRun) {
  TestAuthority authority;
  const KeyPair one = authority.issue(), other = authority.issue();
  EXPECT_THAT(
      mistakes({"--traffic_ca_file=/no/such.pem", "--traffic_client_certificate=" + one.certificate,
                "--traffic_client_key=" + other.key, "--traffic_tls_min_version=1.1",
                "--traffic_tls_insecure=maybe", "--traffic_tls_server_name=https://x"}),
      testing::UnorderedElementsAre(
          AllOf(HasSubstr("--traffic_ca_file=/no/such.pem"), HasSubstr("No such file")),
          HasSubstr("does not belong to the certificate in " + one.certificate),
          HasSubstr("'1.1' is no version"), HasSubstr("'maybe' is neither yes nor no"),
          HasSubstr("'https://x' is no host name")));
  EXPECT_THAT(mistakes({"--traffic_client_certificate=" + one.certificate}),
              ElementsAre(HasSubstr("requires a key; add --traffic_client_key=FILE")));
  EXPECT_THAT(mistakes({"--traffic_client_key=" + one.key}),
              ElementsAre(HasSubstr("add --traffic_client_certificate=FILE")));
  EXPECT_THAT(mistakes({"--traffic_ca_file=" + one.key}),
              ElementsAre(HasSubstr("contains no certificate; expected a PEM file")));
  EXPECT_THAT(mistakes({"--traffic_ca_file=/tmp"}), ElementsAre(HasSubstr("Is a directory")));
  EXPECT_THAT(
      mistakes(
          {"--traffic_client_certificate=" + one.key, "--traffic_client_key=" + one.certificate}),
      ElementsAre(HasSubstr("contains no certificate"), HasSubstr("contains no private key")));
}

TEST(FlagErrors, NeverShowASecret) {
  const std::string secret = "hush4711";
  const std::vector<std::vector<std::string>> lines = {
      {"--traffic_token=" + secret + "\n"},
      {"--traffic_api_key=" + secret + "\x7f"},
      {"--traffic_tokn=" + secret},
      {"--traffic_token:" + secret},
      {"--traffic_token", secret},
      {"--traffic_base_url=http://me:" + secret + "@host"},
      {"--traffic_base_url=me:" + secret + "@x y"},
      {"--traffic_help=" + secret}};
  for (const auto& line : lines) {
    const auto texts = mistakes(line);
    EXPECT_THAT(texts, Not(IsEmpty())) << line.front();
    EXPECT_THAT(texts, testing::Each(Not(HasSubstr("hush")))) << line.front();
  }
  const auto texts = mistakes({}, {{"TRAFFIC_TOKN", secret}, {"API_KEY", secret + "\n"}}, shop());
  EXPECT_THAT(texts, testing::SizeIs(2));
  EXPECT_THAT(texts, testing::Each(Not(HasSubstr("hush"))));
}

}  // namespace
}  // namespace traffic
