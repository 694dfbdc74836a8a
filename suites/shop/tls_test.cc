// SPDX-License-Identifier: Apache-2.0
// Runs the unchanged shop suite against a shop that uses TLS.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "fixtures/certificates.h"
#include "fixtures/targets.h"
#include "suites/shop/run_command.h"

namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using traffic::TlsServerOptions;
using traffic::fixtures::KeyPair;
using traffic::fixtures::start_target;
using traffic::fixtures::Target;
using traffic::fixtures::TestAuthority;

class ShopTlsTest : public testing::Test {
 protected:
  std::unique_ptr<Target> start_shop(TlsServerOptions tls = {}) {
    const KeyPair pair = authority.issue();
    tls.certificate_file = pair.certificate;
    tls.key_file = pair.key;
    return start_target("shop", 0, {.tls = tls});
  }
  static shop::Outcome run(const Target& target, std::vector<std::string> arguments) {
    arguments.push_back("--traffic_base_url=" + target.url());
    return shop::run(std::move(arguments));
  }

  TestAuthority authority;
};

TEST_F(ShopTlsTest, WholeSuiteRuns) {
  const auto target = start_shop();
  EXPECT_THAT(target->url(), testing::StartsWith("https://127.0.0.1:"));
  const auto outcome =
      run(*target, {"--gtest_filter=-ShopLoad.*", "--traffic_ca_file=" + authority.file()});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.text;
  EXPECT_THAT(outcome.text, AllOf(HasSubstr("Shopper.BuysSomething"), HasSubstr("PASSED")));
}

TEST_F(ShopTlsTest, SuiteRunsUnderLoad) {
  const auto target = start_shop();
  const auto outcome =
      run(*target, {"--traffic_load=steady", "--traffic_users=2", "--traffic_duration=2",
                    "--traffic_ca_file=" + authority.file()});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.text;
  EXPECT_THAT(outcome.text, AllOf(HasSubstr("verdict: pass"), Not(HasSubstr("was verified"))));
}

TEST_F(ShopTlsTest, UnknownAuthorityFailureNamesTheRemedy) {
  const auto target = start_shop();
  const auto outcome = run(*target, {"--gtest_filter=Shopper.ListsOrders"});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.text, AllOf(HasSubstr("no response (tls"), HasSubstr("'CN = test server'"),
                                  HasSubstr("--traffic_ca_file=FILE")));
}

TEST_F(ShopTlsTest, DisabledVerificationIsReported) {
  const auto target = start_shop();
  const std::string folder = authority.folder() / "report";
  const auto outcome =
      run(*target, {"--traffic_tls_insecure=yes", "--traffic_load=steady", "--traffic_users=2",
                    "--traffic_duration=1", "--traffic_report_dir=" + folder});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.text;
  EXPECT_THAT(outcome.text, AllOf(HasSubstr("warning: --traffic_tls_insecure=yes"),
                                  HasSubstr("certificates were not verified")));
  std::stringstream report;
  report << std::ifstream(folder + "/report.json").rdbuf();
  EXPECT_THAT(report.str(), HasSubstr(R"("tls_insecure":"yes")"));
}

TEST_F(ShopTlsTest, ClientCertificateIsSent) {
  const auto target = start_shop({.client_ca_file = authority.file()});
  const std::string ca_file = "--traffic_ca_file=" + authority.file();
  const auto nobody = run(*target, {"--gtest_filter=Shopper.ListsOrders", ca_file});
  EXPECT_EQ(nobody.exit_code, 1);
  EXPECT_THAT(nobody.text, HasSubstr("--traffic_client_certificate=FILE"));
  const KeyPair mine = authority.issue({.names = "DNS:tester"});
  const auto known = run(*target, {"--gtest_filter=Shopper.ListsOrders", ca_file,
                                   "--traffic_client_certificate=" + mine.certificate,
                                   "--traffic_client_key=" + mine.key});
  EXPECT_EQ(known.exit_code, 0) << known.text;
}

TEST_F(ShopTlsTest, RepeatCommandsKeepTheTlsOptions) {
  const auto target = start_shop();
  const auto outcome =
      run(*target, {"--gtest_filter=Shopper.ListsOrders", "--traffic_api_key=wrong-key-of-a-test",
                    "--traffic_ca_file=" + authority.file()});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(
      outcome.text,
      AllOf(HasSubstr("curl 'https://127.0.0.1:"), HasSubstr("--cacert '" + authority.file() + "'"),
            HasSubstr(" --traffic_ca_file=" + authority.file()), HasSubstr("of which TLS ")));
}

TEST_F(ShopTlsTest, TlsFilesAreCheckedBeforeTraffic) {
  const auto target = start_shop();
  const auto outcome = run(*target, {"--traffic_ca_file=/no/such.pem", "--traffic_users=0"});
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_THAT(outcome.text, AllOf(HasSubstr("/no/such.pem: cannot be read"),
                                  HasSubstr("--traffic_users"), HasSubstr("nothing was sent")));
}

}  // namespace
