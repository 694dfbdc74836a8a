// SPDX-License-Identifier: Apache-2.0
// Tests load on a target that uses TLS.
#include <gmock/gmock.h>

#include <atomic>

#include "gtest_traffic/client/testing/tls_caller.h"
#include "gtest_traffic/load/testing/actor.h"
#include "gtest_traffic/matchers.h"

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;

// Directs this process to a local HTTPS server for one test.
class LoadTlsTest : public testing::Test {
 protected:
  LoadTlsTest() {
    settings().base_url = target_.server.url();
    settings().tls.ca_file = authority_.file();
  }
  ~LoadTlsTest() override {
    settings().base_url.clear();
    settings().tls = {};
  }

 private:
  TestAuthority authority_;
  KeyPair pair_ = authority_.issue();
  TlsServer target_{{.certificate_file = pair_.certificate, .key_file = pair_.key}};
};

TEST_F(LoadTlsTest, UsersResumeSessionsOfThread) {
  std::atomic<unsigned> fresh = 0, resumed = 0;
  const Scripted actor([&](Actor& user) {
    const Response response = user.http.get("/ok");
    ASSERT_THAT(response, AllOf(StatusIs(200), CertificateValidFor(1h)));
    ++(response.tls()->resumed ? resumed : fresh);
    user.http.disconnect();
  });
  const Report report =
      run_quietly(Load().mix({{"Actor.Acts"}}).shape(constant(users(4), 500ms)).workers(2));
  EXPECT_EQ(report.total.errors, 0U) << testing::PrintToString(report);
  EXPECT_LE(fresh, 4U);  // at most the first one of each user
  EXPECT_GT(resumed, fresh);
  EXPECT_EQ(report.generator.connections_opened, fresh + resumed);
}

TEST_F(LoadTlsTest, UsersKeepTheirConnections) {
  const Report report = run_quietly(Load().mix({{"Actor.Acts"}}).shape(constant(users(8), 300ms)));
  EXPECT_EQ(report.total.errors, 0U) << testing::PrintToString(report);
  EXPECT_EQ(report.generator.connections_opened, 8U);
  EXPECT_GT(report.total.requests, 8U);
}

}  // namespace
}  // namespace traffic::detail
