// SPDX-License-Identifier: Apache-2.0
// Tests the rule of resend.h against a server that ends kept-alive connections in each way.
#include <gmock/gmock.h>

#include <functional>
#include <string>
#include <tuple>
#include <vector>

#include "gtest_traffic/client/client.h"
#include "gtest_traffic/client/testing/ending_server.h"
#include "gtest_traffic/fiber/testing/run_on_fiber.h"
#include "gtest_traffic/net/testing/connections.h"

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using When = EndingServer::When;

struct ResendResult {
  int status = 0;
  Failure failure = Failure::kNone;
  std::string detail;
  int attempts = 0;
  std::vector<SendCause> causes;
  int requests = 0;  // that the server read for it
};

enum class Security { kPlain, kTls };

class ResendRuleTest : public testing::Test {
 protected:
  // Sends a request, lets the server end the connection, and sends another request on it.
  ResendResult send_on_ended_connection(EndKind kind, When when, Security security, Method method,
                                        const RequestOptions& options) {
    ClientSettings settings;
    std::optional<KeyPair> tls;
    if (security == Security::kTls) {
      tls = authority_.issue();
      settings.tls.ca_file = authority_.file();
    }
    EndingServer server(kind, when, tls);
    server.delay(delay_);
    ResendResult result;
    run_on_fiber([&](Reactor& reactor) {
      ClientEnvironment environment(reactor, settings);
      environment.set_target(*parse_base_url(server.url()));
      Client client(environment);
      const Path path("/");
      const Body body;
      const Request request{.method = method, .path = path, .body = body, .options = options};
      EXPECT_EQ(client.send(request, arena_).last->status, 200);
      server.end_connection();
      if (when == When::kBeforeRequest) wait_until_peer_ends(server.port());
      const Exchange& last = *client.send(request, arena_).last;
      result = {.status = last.status,
                .failure = last.failure,
                .detail = std::string(last.failure_detail),
                .attempts = last.attempts,
                .causes = {}};
      for (const Exchange* each = &last; each != nullptr; each = each->previous) {
        result.causes.insert(result.causes.begin(), each->cause);
      }
      client.disconnect();
    });
    result.requests = server.stop() - 1;
    return result;
  }

  TestAuthority authority_;
  Duration delay_{0};
  Arena arena_;
};

using ResendCase = std::tuple<EndKind, Security, Method, unsigned>;

std::string name_of(const testing::TestParamInfo<ResendCase>& info) {
  constexpr const char* kKinds[] = {"Close", "Cut", "HalfClose", "Reset"};
  const auto& [kind, security, method, retries] = info.param;
  return std::string(kKinds[static_cast<int>(kind)]) +
         (security == Security::kTls ? "Tls" : "Plain") + std::string(to_string(method)) +
         (retries > 0 ? "WithRetries" : "");
}

class ResendCaseTest : public ResendRuleTest, public testing::WithParamInterface<ResendCase> {
 protected:
  ResendResult send(When when) {
    const auto& [kind, security, method, retries] = GetParam();
    return send_on_ended_connection(kind, when, security, method, {.retries = retries});
  }

  // The server read the request, and the client cannot know whether it executed the request.
  static void expect_doubt(const ResendResult& result) {
    const auto& [kind, security, method, retries] = GetParam();
    if (retries > 0 && is_idempotent(method)) {
      EXPECT_EQ(result.status, 200) << result.detail;
      EXPECT_THAT(result.causes, ElementsAre(SendCause::kAsked, SendCause::kRetry));
      EXPECT_EQ(result.requests, 2);
    } else {
      EXPECT_EQ(result.status, 0);
      EXPECT_THAT(result.causes, ElementsAre(SendCause::kAsked));
      EXPECT_THAT(result.detail, AllOf(HasSubstr("the connection had been kept alive for "),
                                       HasSubstr("the server may have executed the request")));
      EXPECT_EQ(result.requests, 1);
    }
    EXPECT_EQ(result.attempts, result.requests);
  }
};

TEST_P(ResendCaseTest, ServerEndsBeforeRequest) {
  const ResendResult result = send(When::kBeforeRequest);
  if (std::get<EndKind>(GetParam()) == EndKind::kHalfClose) return expect_doubt(result);
  EXPECT_EQ(result.status, 200) << result.detail;
  EXPECT_THAT(result.causes, ElementsAre(SendCause::kAsked, SendCause::kReconnect));
  EXPECT_EQ(result.attempts, 2);
  EXPECT_EQ(result.requests, 1);
}

TEST_P(ResendCaseTest, ServerEndsAfterRequest) { expect_doubt(send(When::kAfterRequest)); }

INSTANTIATE_TEST_SUITE_P(All, ResendCaseTest,
                         testing::Combine(testing::Values(EndKind::kClose, EndKind::kCut,
                                                          EndKind::kHalfClose, EndKind::kReset),
                                          testing::Values(Security::kPlain, Security::kTls),
                                          testing::Values(Method::kGet, Method::kPut,
                                                          Method::kPost),
                                          testing::Values(0U, 2U)),
                         name_of);

// Without the common deadline, the retry would have enough time for its response.
TEST_F(ResendRuleTest, OneDeadlineCoversAllAttempts) {
  delay_ = 150ms;
  const ResendResult result =
      send_on_ended_connection(EndKind::kReset, When::kAfterRequest, Security::kPlain, Method::kGet,
                               {.read_timeout = 200ms, .retries = 2});
  EXPECT_EQ(result.failure, Failure::kReadTimeout) << result.detail;
  EXPECT_THAT(result.detail, HasSubstr("within the read timeout, which covers all attempts"));
}

TEST_F(ResendRuleTest, FailureOfNewConnectionIsNotDoubtful) {
  const RawServer server([](RawConnection& connection) { connection.read_head(); });
  run_on_fiber([&](Reactor& reactor) {
    ClientEnvironment environment(reactor, {});
    environment.set_target(*parse_base_url("http://127.0.0.1:" + std::to_string(server.port())));
    Client client(environment);
    const Path path("/");
    const Body body;
    const RequestOptions options;
    const Exchange& last =
        *client.send({.path = path, .body = body, .options = options}, arena_).last;
    EXPECT_EQ(last.failure, Failure::kClosed);
    EXPECT_THAT(std::string(last.failure_detail), Not(HasSubstr("kept alive")));
  });
}

}  // namespace
}  // namespace traffic::detail
