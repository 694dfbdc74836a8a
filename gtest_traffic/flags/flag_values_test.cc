// SPDX-License-Identifier: Apache-2.0
// Parses the values of flags; flag_errors_test.cc has the invalid ones.
#include <gmock/gmock.h>

#include "gtest_traffic/flags/testing/parsed_flags.h"
#include "gtest_traffic/net/testing/certificates.h"

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;

TEST(FlagValuesTest, ParsesEveryKindOfValue) {
  const Settings s = good({"--traffic_base_url=http://shop.example:8080/",
                           "--traffic_wait_ready=60s,/health?deep=1",
                           "--traffic_load=Steady",
                           "--traffic_rate=120/m",
                           "--traffic_users=15",
                           "--traffic_duration=90",
                           "--traffic_max_rate=9/s",
                           "--traffic_think=0.1s..500ms",
                           "--traffic_journeys=Shopper.*=3",
                           "--traffic_seed=0xff",
                           "--traffic_workers=2",
                           "--traffic_spin=60us",
                           "--traffic_connect_timeout=1.5",
                           "--traffic_read_timeout=250ms",
                           "--traffic_total_timeout=2s",
                           "--traffic_max_head=1MiB",
                           "--traffic_max_body=256MiB",
                           "--traffic_max_idle=4.5s",
                           "--traffic_retries=0",
                           "--traffic_token=t",
                           "--traffic_api_key=k",
                           "--traffic_report_dir=out",
                           "--traffic_html=out/page.html",
                           "--traffic_statistics=Locust",
                           "--traffic_log=TEXT",
                           "--traffic_log_level=DEBUG",
                           "--traffic_resolve=Shop.test:443:127.0.0.1,[::1], b.test:80:10.0.0.1",
                           "--traffic_unix_socket=/run/app.sock",
                           "--traffic_allow_target=a.example, B.example"});
  EXPECT_EQ(s.base_url, "http://shop.example:8080");
  EXPECT_EQ(s.wait_ready->longest, 60s);
  EXPECT_EQ(s.wait_ready->path, "/health?deep=1");
  EXPECT_EQ(s.html, "out/page.html");
  EXPECT_EQ(s.statistics, StatisticsFormat::kLocust);
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
  EXPECT_EQ(s.spin, 60us);
  EXPECT_EQ(s.connect_timeout, 1500ms);
  EXPECT_EQ(s.max_idle, 4500ms);
  EXPECT_EQ(s.read_timeout, 250ms);
  EXPECT_EQ(s.total_timeout, 2s);
  EXPECT_EQ(s.max_head, 1U << 20);
  EXPECT_EQ(s.max_body, 256U << 20);
  EXPECT_EQ(s.retries, 0U);
  EXPECT_EQ(s.token, "t");
  EXPECT_EQ(s.api_key, "k");
  EXPECT_EQ(s.report_dir, "out");
  EXPECT_EQ(s.log_level, LogLevel::kDebug);
  ASSERT_EQ(s.routes.entries.size(), 2U);
  EXPECT_EQ(s.routes.entries[0].host, "shop.test");
  EXPECT_EQ(s.routes.entries[0].addresses.at(0).text(), "127.0.0.1:443");
  EXPECT_EQ(s.routes.entries[0].addresses.at(1).text(), "[::1]:443");
  EXPECT_EQ(s.routes.entries[1].addresses.at(0).text(), "10.0.0.1:80");
  EXPECT_EQ(s.routes.socket->text(), "unix:/run/app.sock");
  EXPECT_THAT(s.allow_targets, ElementsAre("a.example", "b.example"));
}

TEST(FlagValuesTest, ParsesTlsFlags) {
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

TEST(FlagValuesTest, ParsesEvidenceFlags) {
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

TEST(FlagValuesTest, ParsesIdleTime) {
  EXPECT_EQ(good({}).max_idle, Duration::max());
  EXPECT_EQ(good({"--traffic_max_idle=0"}).max_idle, 0s);
  EXPECT_EQ(good({}, {{"TRAFFIC_MAX_IDLE", "0"}}).max_idle, 0s);
  EXPECT_EQ(good({"--traffic_max_idle=1us"}).max_idle, 1us);
  EXPECT_EQ(good({"--traffic_max_idle=1h"}).max_idle, 1h);
  for (const std::string wrong : {"2h", "-1s", "never"}) {
    EXPECT_THAT(mistakes({"--traffic_max_idle=" + wrong}), ElementsAre(HasSubstr(wrong)));
  }
}

TEST(FlagValuesTest, ParsesFlagsForDescriptions) {
  const Settings s =
      good({"--traffic_openapi=api/a.yaml, http://h:81/b.json", "--traffic_openapi_config=c.yaml",
            "--traffic_discover=YES", "--traffic_check=no"});
  EXPECT_THAT(s.openapi, ElementsAre("api/a.yaml", "http://h:81/b.json"));
  EXPECT_EQ(s.openapi_config, "c.yaml");
  EXPECT_TRUE(s.discover);
  EXPECT_FALSE(s.check);
}

TEST(FlagValuesTest, ParsesTimeLimits) {
  EXPECT_EQ(good({}).test_timeout, 5min);
  EXPECT_EQ(good({"--traffic_test_timeout=90s"}).test_timeout, 90s);
  EXPECT_EQ(good({}, {{"TRAFFIC_TEST_TIMEOUT", "0"}}).test_timeout, 0s);
  EXPECT_THAT(mistakes({"--traffic_test_timeout=25h"}), ElementsAre(HasSubstr("to 24h")));
  EXPECT_THAT(mistakes({"--traffic_test_timeout=soon"}), ElementsAre(HasSubstr("'soon'")));
  EXPECT_EQ(good({"--traffic_load=steady", "--traffic_grace=2s"}).grace, 2s);
  EXPECT_THAT(mistakes({"--traffic_load=steady", "--traffic_grace=25h"}),
              ElementsAre(HasSubstr("0 to 24h")));
  good({}, {{"TRAFFIC_CTEST_TIMEOUT", "120s"}});
}

}  // namespace
}  // namespace traffic::detail
