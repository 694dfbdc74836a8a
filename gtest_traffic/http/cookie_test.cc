// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/cookie.h"

#include <gmock/gmock.h>

namespace traffic::detail {
namespace {

using testing::AllOf;
using testing::Field;
using testing::Optional;
using namespace std::chrono_literals;

TEST(ParseCookieTest, ParsesNameValueAndAttributes) {
  const auto cookie = parse_cookie(
      " sid = a=b ; PATH=/x; domain=.Shop.Example; secure; HttpOnly; SameSite=lax; Max-Age=60; "
      "Expires=Sun, 06 Nov 1994 08:49:37 GMT; Priority=High");
  ASSERT_TRUE(cookie);
  EXPECT_EQ(cookie->name, "sid");
  EXPECT_EQ(cookie->value, "a=b");
  EXPECT_EQ(cookie->path, "/x");
  EXPECT_EQ(cookie->domain, "Shop.Example");
  EXPECT_EQ(cookie->max_age, 60s);
  EXPECT_EQ(cookie->expires, std::chrono::sys_seconds(784111777s));
  EXPECT_TRUE(cookie->secure);
  EXPECT_TRUE(cookie->http_only);
  EXPECT_EQ(cookie->same_site, SameSite::kLax);
}

TEST(ParseCookieTest, IgnoresInvalidAttributes) {
  const auto cookie = parse_cookie("a=; Path=relative; Max-Age=1x; Expires=soon; SameSite=odd;; ;");
  ASSERT_TRUE(cookie);
  EXPECT_EQ(cookie->value, "");
  EXPECT_EQ(cookie->path, "");
  EXPECT_EQ(cookie->max_age, std::nullopt);
  EXPECT_EQ(cookie->expires, std::nullopt);
  EXPECT_EQ(cookie->same_site, SameSite::kUnset);
}

TEST(ParseCookieTest, KeepsLastOfRepeatedAttributes) {
  EXPECT_THAT(parse_cookie("a=b; Path=/x; Path=/y; Max-Age=1; Max-Age=-5"),
              Optional(AllOf(Field(&Cookie::path, "/y"), Field(&Cookie::max_age, -5s))));
}

TEST(ParseCookieTest, ClampsHugeMaxAge) {
  EXPECT_THAT(parse_cookie("a=b; Max-Age=99999999999999999999"),
              Optional(Field(&Cookie::max_age, testing::Gt(std::chrono::seconds(1h)))));
  EXPECT_THAT(parse_cookie("a=b; Max-Age=-99999999999999999999"),
              Optional(Field(&Cookie::max_age, testing::Lt(0s))));
}

TEST(ParseCookieTest, RejectsMissingNameAndOversizedCookie) {
  for (const char* text : {"", "no pair", "=value", " = ; Path=/", ";a=b", "a\x01=b"}) {
    EXPECT_EQ(parse_cookie(text), std::nullopt) << text;
  }
  EXPECT_NE(parse_cookie("a=" + std::string(4095, 'x')), std::nullopt);
  EXPECT_EQ(parse_cookie("a=" + std::string(4096, 'x')), std::nullopt);
}

TEST(FindCookieTest, FindsLastCookieWithName) {
  constexpr std::string_view kHead =
      "HTTP/1.1 200 OK\r\nSet-Cookie: a=1\r\nset-cookie: b=2; HttpOnly\r\nSet-Cookie: a=3\r\n\r\n";
  EXPECT_THAT(find_cookie(kHead, "a"), Optional(Field(&Cookie::value, "3")));
  EXPECT_THAT(find_cookie(kHead, "b"), Optional(Field(&Cookie::http_only, true)));
  EXPECT_EQ(find_cookie(kHead, "A"), std::nullopt);
}

TEST(CookieTest, PrintsWithoutValue) {
  EXPECT_EQ(testing::PrintToString(*parse_cookie("sid=hidden; Path=/; Secure; SameSite=Strict")),
            "sid=***; Path=/; Secure; SameSite=Strict");
}

}  // namespace
}  // namespace traffic::detail
