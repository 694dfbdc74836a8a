// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include "gtest_traffic/flags/flag_table.h"
#include "gtest_traffic/flags/testing/parsed_flags.h"
#include "gtest_traffic/net/testing/certificates.h"

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

TEST(FlagErrorsTest, NamesSourceValueAndBounds) {
  const auto load = [](std::string flag) {
    return mistakes({"--traffic_load=steady", std::move(flag)});
  };
  EXPECT_THAT(load("--traffic_rate=-5"),
              ElementsAre(AllOf(StartsWith("flag --traffic_rate: "), HasSubstr("'-5'"))));
  EXPECT_THAT(load("--traffic_rate=0"), ElementsAre(HasSubstr("above 0")));
  EXPECT_THAT(load("--traffic_rate=20000000"),
              ElementsAre(HasSubstr("at most 10 million per second")));
  EXPECT_THAT(load("--traffic_rate=many"),
              ElementsAre(AllOf(StartsWith("flag --traffic_rate: "), HasSubstr("'many'"))));
  EXPECT_THAT(load("--traffic_users=0"), ElementsAre(HasSubstr("from 1 to 1000000")));
  EXPECT_THAT(load("--traffic_users=1000001"), ElementsAre(HasSubstr("from 1 to 1000000")));
  EXPECT_THAT(load("--traffic_users=1.5"),
              ElementsAre(HasSubstr("whole number from 1 to 1000000, got '1.5'")));
  EXPECT_THAT(load("--traffic_duration=721h"),
              ElementsAre(HasSubstr("from 1ms to 720h (30 days)")));
  EXPECT_THAT(load("--traffic_duration=0.0000001"),
              ElementsAre(HasSubstr("from 1ms to 720h (30 days)")));
  EXPECT_THAT(load("--traffic_think=2s..1s"),
              ElementsAre(HasSubstr("invalid range '2s..1s': expected LOW..HIGH")));
  EXPECT_THAT(load("--traffic_workers=0"), ElementsAre(HasSubstr("1 to 256")));
  EXPECT_THAT(load("--traffic_retries=11"), ElementsAre(HasSubstr("0 to 10")));
  EXPECT_THAT(load("--traffic_seed=-1"), ElementsAre(HasSubstr("got '-1'")));
  EXPECT_THAT(load("--traffic_read_timeout=0"), ElementsAre(HasSubstr("above 0")));
  for (const char* const size : {"0MiB", "17GiB", "256", "256MB", "MiB", "-1KiB"}) {
    EXPECT_THAT(load(std::string("--traffic_max_body=") + size),
                ElementsAre(HasSubstr("expected a size from 1KiB to 16GiB, such as 256MiB, got")));
  }
  for (const char* const route : {"shop.test", "shop.test:80", "shop.test:0:127.0.0.1", "127.0.0.1",
                                  "shop.test:80:name", "shop.test:80:::1", ":80:127.0.0.1"}) {
    EXPECT_THAT(load(std::string("--traffic_resolve=") + route),
                ElementsAre(HasSubstr("expected HOST:PORT:ADDRESS")));
  }
  EXPECT_THAT(load("--traffic_unix_socket=/" + std::string(107, 'x')),
              ElementsAre(HasSubstr("at most 107 bytes")));
  EXPECT_THAT(load("--traffic_log=jsn"), ElementsAre(HasSubstr("did you mean 'json'")));
  EXPECT_THAT(load("--traffic_log_level=loud"), ElementsAre(HasSubstr("debug, info, warning")));
  EXPECT_THAT(load("--traffic_allow_target=http://x"), ElementsAre(HasSubstr("host names")));
  EXPECT_THAT(mistakes({}, {{"MODE", "steady"}, {"RPS", "x"}}, shop()),
              ElementsAre(AllOf(StartsWith("environment variable RPS: "), HasSubstr("'x'"))));
}

TEST(FlagErrorsTest, SuggestsNearestName) {
  EXPECT_THAT(mistakes({"--traffic_raet=5"}),
              ElementsAre(AllOf(StartsWith("flag --traffic_raet is unknown"),
                                HasSubstr("'--traffic_rate'"))));
  EXPECT_THAT(mistakes({"--traffic-base-url=x"}),
              ElementsAre(HasSubstr("did you mean '--traffic_base_url'")));
  EXPECT_THAT(mistakes({}, {{"TRAFFIC_BASEURL", "x"}}),
              ElementsAre(AllOf(StartsWith("environment variable TRAFFIC_BASEURL is unknown"),
                                HasSubstr("'TRAFFIC_BASE_URL'"))));
  EXPECT_THAT(
      mistakes({"--traffic_load=spik"}),
      ElementsAre(AllOf(StartsWith("flag --traffic_load: "), HasSubstr("did you mean 'spike'"))));
  EXPECT_THAT(
      mistakes({}, {{"MODE", "heavy"}}, shop()),
      ElementsAre(AllOf(StartsWith("environment variable MODE: there is no profile 'heavy'"),
                        HasSubstr("available:"))));
}

TEST(FlagErrorsTest, RejectsHarUnderLoad) {
  EXPECT_THAT(
      mistakes({"--traffic_har=all", "--traffic_report_dir=build/r", "--traffic_load=smoke"}),
      ElementsAre(HasSubstr("flag --traffic_har is not allowed with a load")));
}

TEST(FlagErrorsTest, RejectsFlagWithoutValue) {
  EXPECT_THAT(mistakes({"--traffic_seed", "7"}),
              ElementsAre("flag --traffic_seed requires a value; write --traffic_seed=NUMBER"));
  EXPECT_THAT(mistakes({"--traffic_seed="}), ElementsAre(HasSubstr("requires a value")));
}

TEST(FlagErrorsTest, ReportsAllMistakesAtOnce) {
  EXPECT_THAT(mistakes({"--traffic_raet=5", "--traffic_load=spik", "--traffic_users=0",
                        "--traffic_ui=8080"},
                       {{"TRAFFIC_NOPE", "1"}, {"DURATION", "long"}}, shop()),
              testing::SizeIs(6));
}

TEST(FlagErrorsTest, RejectsLoadFlagWithoutLoad) {
  EXPECT_THAT(mistakes({"--traffic_rate=5"}),
              ElementsAre(HasSubstr("add --traffic_load=PROFILE, one of steady,")));
  EXPECT_THAT(mistakes({}, {{"TRAFFIC_EXPECT", "p99<1s"}}),
              ElementsAre(StartsWith("environment variable TRAFFIC_EXPECT requires a load")));
  EXPECT_THAT(mistakes({}, {{"RPS", "5"}, {"DURATION", "5"}}, shop()), IsEmpty());
}

TEST(FlagErrorsTest, RejectsInvalidGate) {
  EXPECT_EQ(good({"--traffic_load=steady", "--traffic_expect=p99<250ms"}).expect, "p99<250ms");
  EXPECT_THAT(mistakes({"--traffic_load=steady", "--traffic_expect=p99<fast"}),
              ElementsAre(StartsWith("flag --traffic_expect: ")));
}

TEST(FlagErrorsTest, RejectsGoldenUpdateInCiAndUnderLoad) {
  using Update = GoldenSettings::Update;
  const std::string flag = "--traffic_update_golden=all";
  EXPECT_EQ(good({flag}).golden.update, Update::kAll);
  EXPECT_EQ(good({flag}, {{"CI", "false"}}).golden.update, Update::kAll);
  EXPECT_EQ(good({"--traffic_golden_dir=x"}, {{"CI", "1"}}).golden.folder, "x");
  EXPECT_THAT(mistakes({flag}, {{"CI", "true"}}), ElementsAre(HasSubstr("variable CI is set")));
  EXPECT_THAT(mistakes({flag, "--traffic_load=steady"}),
              ElementsAre(HasSubstr("is not allowed with a load")));
  EXPECT_THAT(mistakes({"--traffic_update_golden=some"}),
              ElementsAre(HasSubstr("expected one of none, missing, all, got 'some'")));
}

TEST(FlagErrorsTest, ReportsAllTlsMistakes) {
  TestAuthority authority;
  const KeyPair one = authority.issue(), other = authority.issue();
  EXPECT_THAT(
      mistakes({"--traffic_ca_file=/no/such.pem", "--traffic_client_certificate=" + one.certificate,
                "--traffic_client_key=" + other.key, "--traffic_tls_min_version=1.1",
                "--traffic_tls_insecure=maybe", "--traffic_tls_server_name=https://x"}),
      testing::UnorderedElementsAre(
          AllOf(HasSubstr("--traffic_ca_file=/no/such.pem"), HasSubstr("No such file")),
          HasSubstr("does not belong to the certificate in " + one.certificate),
          HasSubstr("expected 1.2 or 1.3, got '1.1'"), HasSubstr("expected yes or no, got 'maybe'"),
          HasSubstr("got 'https://x'")));
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

TEST(FlagErrorsTest, HidesSecrets) {
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

TEST(FlagErrorsTest, ReadyWaitNeedsTimeAndPath) {
  for (const auto& [value, part] :
       {std::pair("0", "above 0 and at most 24h"), std::pair("25h", "above 0 and at most 24h"),
        std::pair("60s,health", "such as 60s,/health"), std::pair("60s,", "such as 60s,/health"),
        std::pair("60s,/a b", "such as 60s,/health"), std::pair("soon", "soon")}) {
    EXPECT_THAT(
        mistakes({std::string("--traffic_wait_ready=") + value}),
        testing::ElementsAre(AllOf(HasSubstr("flag --traffic_wait_ready: "), HasSubstr(part))));
  }
}

TEST(FlagErrorsTest, DescriptionsAreFilesOrHttpUrls) {
  for (const auto& [value, part] :
       {std::pair("a.yaml,,b.yaml", "got an empty one"),
        std::pair("ftp://h/a", "expected a file, or a URL with http or https"),
        std::pair("http://me:hush@h/a", "must not have a user and a password"),
        std::pair("http://h:x/a", "port")}) {
    EXPECT_THAT(mistakes({std::string("--traffic_openapi=") + value}),
                testing::ElementsAre(AllOf(HasSubstr("flag --traffic_openapi: "), HasSubstr(part),
                                           Not(HasSubstr("hush")))));
  }
}

TEST(FlagErrorsTest, LocustTableIsNoJson) {
  EXPECT_THAT(mistakes({"--traffic_statistics=locust", "--traffic_log=json"}),
              testing::ElementsAre(HasSubstr("flag --traffic_statistics and flag --traffic_log "
                                             "exclude each other")));
}

}  // namespace
}  // namespace traffic::detail
