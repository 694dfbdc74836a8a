// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/client/access_token.h"

#include <gmock/gmock.h>

#include "gtest_traffic/http/redaction.h"

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

const Time kNow = Time() + 1000s;

TEST(AccessTokenTest, IsRenewedBeforeExpiry) {
  const auto hour = read_access_token(
      R"({"access_token":"a-token","token_type":"bearer","expires_in":3600,"refresh_token":"r-1"})",
      kNow);
  ASSERT_TRUE(hour) << hour.error().message;
  EXPECT_EQ(hour->authorization, "Bearer a-token");
  EXPECT_EQ(hour->refresh, "r-1");
  EXPECT_EQ(hour->expires_at, kNow + 3600s);
  EXPECT_EQ(hour->renew_at, kNow + 3570s);
  const auto brief = read_access_token(R"({"access_token":"b","expires_in":"10"})", kNow);
  ASSERT_TRUE(brief);
  EXPECT_EQ(brief->renew_at, kNow + 9s) << "a tenth of the lifetime is left";
}

TEST(AccessTokenTest, UnknownLifetimeLastsUntilRefused) {
  for (const char* const life : {"", R"(,"expires_in":null)", R"(,"expires_in":"soon")"}) {
    const auto token =
        read_access_token(std::string(R"({"access_token":"a-token")") + life + "}", kNow);
    ASSERT_TRUE(token);
    EXPECT_EQ(token->expires_at, Time::max()) << life;
    EXPECT_EQ(token->renew_at, Time::max()) << life;
  }
  const auto ages = read_access_token(R"({"access_token":"a","expires_in":1e300})", kNow);
  EXPECT_GT(ages->expires_at, kNow + 1h);
  EXPECT_LE(read_access_token(R"({"access_token":"a","expires_in":-5})", kNow)->renew_at, kNow);
}

TEST(AccessTokenTest, RejectsOtherTokenTypes) {
  for (const char* const body : {"", "<html>", "[]", "{}", R"({"access_token":7})"}) {
    EXPECT_EQ(read_access_token(body, kNow).error().message, "the answer has no access_token");
  }
  EXPECT_EQ(
      read_access_token(R"({"access_token":"m-token","token_type":"mac"})", kNow).error().message,
      "the token is of the type 'mac', expected Bearer");
}

TEST(AccessTokenTest, ErrorQuotesEndpointWithoutSecrets) {
  redactor().add_secret("CLIENT_SECRET", "hush-hush");
  EXPECT_EQ(token_refusal(401, R"({"error":"invalid_client","error_description":"no hush-hush"})"),
            "status 401: invalid_client, no ***");
  EXPECT_EQ(token_refusal(503, "<html>busy</html>"), "status 503");
  EXPECT_LT(token_refusal(400, R"({"error":")" + std::string(10'000, 'x') + "\"}").size(), 300U);
  static_cast<void>(
      read_access_token(R"({"access_token":"acc-123","refresh_token":"ref-123"})", kNow));
  EXPECT_EQ(redactor().redact("acc-123 ref-123"), "*** ***");
}

}  // namespace
}  // namespace traffic::detail
