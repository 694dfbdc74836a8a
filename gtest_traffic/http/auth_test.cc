// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/auth.h"

#include <gmock/gmock.h>

#include "gtest_traffic/http/redaction.h"

namespace traffic::detail {
namespace {

using testing::AllOf;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;

// Returns the head that the client sends for `GET target`.
std::string sent(Auth& auth, const std::string& target, const std::string& fields = "Host: a\r\n") {
  std::string wire = "GET " + target + " HTTP/1.1\r\n" + fields;
  AuthRequest request(Method::kGet, wire, 4, target.size(), {});
  auth.authorize(request);
  EXPECT_EQ(request.head(), wire);
  EXPECT_EQ(request.target(), wire.substr(4, wire.find(" HTTP") - 4));
  return wire;
}

TEST(AuthTest, BasicSendsUserAndPasswordInBase64) {
  EXPECT_THAT(sent(*basic("Aladdin", "open sesame"), "/"),
              EndsWith("\r\nAuthorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==\r\n"));
}

TEST(AuthTest, BearerSendsTokenUnchanged) {
  EXPECT_THAT(sent(*bearer("mF_9.B5f-4.1JqM"), "/"),
              EndsWith("\r\nAuthorization: Bearer mF_9.B5f-4.1JqM\r\n"));
}

TEST(AuthTest, ApiKeySendsHeaderOrQueryParameter) {
  EXPECT_THAT(sent(*api_key("X-API-Key", "k-1234"), "/"), EndsWith("\r\nX-API-Key: k-1234\r\n"));
  const auto query = api_key_in_query("api key", "k&1234");
  EXPECT_THAT(sent(*query, "/a"), HasSubstr("GET /a?api%20key=k%261234 HTTP/1.1"));
  EXPECT_THAT(sent(*query, "/a?b=1"), HasSubstr("GET /a?b=1&api%20key=k%261234 HTTP/1.1"));
}

TEST(AuthTest, KeepsCredentialsOfTheRequest) {
  EXPECT_THAT(sent(*bearer("t-1234"), "/", "authorization: mine\r\n"), Not(HasSubstr("t-1234")));
  const auto query = api_key_in_query("key", "k-1234");
  EXPECT_THAT(sent(*query, "/a?key=mine"), HasSubstr("/a?key=mine HTTP"));
  EXPECT_THAT(sent(*query, "/a?b=1&key=mine"), HasSubstr("/a?b=1&key=mine HTTP"));
  EXPECT_THAT(sent(*query, "/a?monkey=1"), HasSubstr("/a?monkey=1&key=k-1234 HTTP"));
}

TEST(AuthTest, NoAuthSendsNoCredentials) {
  EXPECT_EQ(sent(*no_auth(), "/", ""), "GET / HTTP/1.1\r\n");
}

TEST(AuthTest, FramingStaysWithClient) {
  EXPECT_EQ(sent(*api_key("Content-Length", "9"), "/", ""), "GET / HTTP/1.1\r\n");
}

TEST(AuthTest, LineBreakInTokenAddsNoHeader) {
  EXPECT_THAT(sent(*bearer("a\r\nX-Evil: 1"), "/"), Not(HasSubstr("\nX-Evil")));
}

TEST(AuthTest, RegistersSecretsForRedaction) {
  basic("ada", "grace-hopper");
  api_key_in_query("q", "kkk-999");
  const std::string text = "grace-hopper YWRhOmdyYWNlLWhvcHBlcg== /x?q=kkk-999 ada";
  EXPECT_EQ(redactor().redact(text), "*** *** /x?q=*** ada");
}

}  // namespace
}  // namespace traffic::detail
