// SPDX-License-Identifier: Apache-2.0
// Requests of a client that itself needs a token.
#include <memory>
#include <string>

#include "gtest_traffic/client/testing/client_fixture.h"
#include "gtest_traffic/oauth2.h"

namespace traffic::detail {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

using ClientTokenTest = ClientTest;

TEST_F(ClientTokenTest, TokenRequestUsesSameEnvironment) {
  target_.route("POST", "/token", [](const ServerRequest&) {
    return ServerResponse{.body = R"({"access_token":"token-of-the-client"})", .headers = {}};
  });
  run([&](Client& client) {
    client.set_auth(oauth2({.token_url = "/token", .client_id = "client-test"}));
    EXPECT_THAT(body_of(client, "/echo/a"),
                HasSubstr("Authorization: Bearer token-of-the-client\r\n"));
    EXPECT_THAT(token_requests_, ElementsAre("/token 200"));
    EXPECT_EQ(client.connections_opened(), 1U) << "the token request uses a separate connection";
  });
}

// Adds a header in addition to another scheme.
class Wrapping final : public Auth {
 public:
  explicit Wrapping(std::shared_ptr<Auth> inner) : inner_(std::move(inner)) {}
  std::optional<Error> prepare() override { return inner_->prepare(); }
  void authorize(AuthRequest& request) override {
    inner_->authorize(request);
    request.add_header("X-Wrapped", "yes");
  }

 private:
  std::shared_ptr<Auth> inner_;
};

TEST_F(ClientTokenTest, UserAuthCanWrapTokenAuth) {
  target_.route("POST", "/token", [](const ServerRequest&) {
    return ServerResponse{.body = R"({"access_token":"wrapped-token"})", .headers = {}};
  });
  run([&](Client& client) {
    client.set_auth(
        std::make_shared<Wrapping>(oauth2({.token_url = "/token", .client_id = "wrapped-client"})));
    EXPECT_THAT(body_of(client, "/echo/a"),
                AllOf(HasSubstr("Authorization: Bearer wrapped-token\r\n"),
                      HasSubstr("X-Wrapped: yes\r\n")));
  });
}

}  // namespace
}  // namespace traffic::detail
