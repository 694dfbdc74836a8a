// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/match/sample_response.h"
#include "gtest_traffic/matchers.h"

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;
using std::chrono::days;
using testing::MatchesRegex;

TlsInfo expiring_in(std::chrono::seconds time) {
  TlsInfo tls;
  tls.certificate_expires =
      std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()) + time;
  return tls;
}

TEST(CertificateValidForTest, ComparesRemainingTime) {
  SampleResponse sample(200);
  const TlsInfo tls = expiring_in(days(10));
  sample.exchange.tls = &tls;
  EXPECT_TRUE(matches(sample, CertificateValidFor(days(9))));
  EXPECT_FALSE(matches(sample, CertificateValidFor(days(11))));
  EXPECT_TRUE(matches(sample, testing::Not(CertificateValidFor(days(11)))));
  EXPECT_EQ(describe(CertificateValidFor(days(14))),
            "a certificate that is valid for at least 14 days");
  EXPECT_EQ(describe_negation(CertificateValidFor(36h)),
            "a certificate that expires in less than 36 h");
  EXPECT_THAT(explain(sample, CertificateValidFor(days(11))),
              MatchesRegex("got one that expires on 20.* UTC\n    expires in [0-9]+ days( 23 h)?"));
}

TEST(CertificateValidForTest, ReportsExpiryTime) {
  SampleResponse sample(200);
  const TlsInfo tls = expiring_in(-100h);
  sample.exchange.tls = &tls;
  EXPECT_FALSE(matches(sample, CertificateValidFor(0s)));
  EXPECT_THAT(explain(sample, CertificateValidFor(0s)),
              MatchesRegex("got one that expired on 20.* UTC\n    expired 4 days 4 h ago"));
}

TEST(CertificateValidForTest, PlainConnectionHasNoCertificate) {
  SampleResponse sample(200);
  EXPECT_FALSE(matches(sample, CertificateValidFor(0s)));
  EXPECT_EQ(explain(sample, CertificateValidFor(0s)),
            "got a response over plain HTTP, without a certificate");
  SampleResponse none(Failure::kTls, "");
  EXPECT_EQ(explain(none, CertificateValidFor(0s)), "got no response (tls)");
}

}  // namespace
}  // namespace traffic::detail
