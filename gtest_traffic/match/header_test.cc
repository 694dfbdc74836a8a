// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/match/sample_response.h"
#include "gtest_traffic/matchers.h"

namespace traffic::detail {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;
using testing::StartsWith;

constexpr std::string_view kHead =
    "HTTP/1.1 200 OK\r\nVary: Accept\r\nvary: Origin\r\nX-API-Key: hunter2\r\n"
    "Set-Cookie: sid=old; Path=/\r\nSet-Cookie: sid=\"42\"; Path=/; HttpOnly ; SameSite=Lax\r\n"
    "Set-Cookie: theme=dark\r\nSet-Cookie: broken; a=b\r\n\r\n";

class HeaderMatchersTest : public testing::Test {
 protected:
  SampleResponse sample_{200, "abc", kHead};
};

TEST_F(HeaderMatchersTest, OneMatchingHeaderIsEnough) {
  EXPECT_TRUE(matches(sample_, HasHeader("vary")));
  EXPECT_TRUE(matches(sample_, HasHeader("Vary", "Accept")));
  EXPECT_TRUE(matches(sample_, HasHeader("Vary", HasSubstr("Orig"))));
  EXPECT_FALSE(matches(sample_, HasHeader("Vary", "Cookie")));
  EXPECT_FALSE(matches(sample_, HasHeader("ETag")));
  EXPECT_FALSE(matches(SampleResponse(Failure::kDns, "x"), HasHeader("Vary")));
}

TEST_F(HeaderMatchersTest, ExplainsExpectedAndActual) {
  EXPECT_EQ(describe(HasHeader("ETag")), "a header ETag");
  EXPECT_EQ(describe_negation(HasHeader("ETag")), "no header ETag");
  EXPECT_EQ(describe(HasHeader("Vary", StartsWith("C"))), "a header Vary that starts with \"C\"");
  EXPECT_EQ(explain(sample_, HasHeader("ETag")), "got no such header");
  EXPECT_EQ(explain(sample_, HasHeader("Vary", "Cookie")), "got \"Origin\"");
  EXPECT_EQ(explain(sample_, HasHeader("X-API-Key", "x")), "got ***");
  EXPECT_EQ(describe(HasHeader("X-API-Key", "x")), "a header X-API-Key to be ***");
}

TEST_F(HeaderMatchersTest, LastCookieOfNameCounts) {
  EXPECT_TRUE(matches(sample_, HasCookie("sid")));
  EXPECT_TRUE(matches(sample_, CookieIs("sid", "42")));
  EXPECT_FALSE(matches(sample_, CookieIs("sid", "old")));
  EXPECT_TRUE(matches(sample_, CookieIs("theme", SizeIs(4))));
  EXPECT_FALSE(matches(sample_, HasCookie("SID")));
  EXPECT_FALSE(matches(sample_, HasCookie("broken")));
  EXPECT_FALSE(matches(sample_, HasCookie("a")));
}

TEST_F(HeaderMatchersTest, ComparesAllCookieAttributes) {
  EXPECT_TRUE(matches(sample_, HasCookie("sid", "httponly", "SameSite=lax")));
  EXPECT_FALSE(matches(sample_, HasCookie("sid", "HttpOnly", "Secure")));
  EXPECT_FALSE(matches(sample_, HasCookie("theme", "HttpOnly")));
  EXPECT_TRUE(matches(sample_, testing::AllOf(HasCookie("sid"), Not(HasCookie("sid", "Secure")))));
}

TEST_F(HeaderMatchersTest, HidesCookieValues) {
  EXPECT_EQ(describe(HasCookie("sid", "Secure", "HttpOnly")), "a cookie sid with Secure, HttpOnly");
  EXPECT_EQ(explain(sample_, HasCookie("sid", "Secure")),
            "got ***; Path=/; HttpOnly ; SameSite=Lax");
  EXPECT_EQ(describe(CookieIs("sid", "41")), "a cookie sid to be ***");
  EXPECT_EQ(explain(sample_, HasCookie("cart")), "got only 'sid', 'sid', 'theme'");
  EXPECT_EQ(explain(SampleResponse(200), HasCookie("cart")), "got no cookie");
}

TEST_F(HeaderMatchersTest, ComparesBodyDigest) {
  constexpr std::string_view kAbc =  // FIPS 180-2, B.1
      "BA7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
  EXPECT_TRUE(matches(sample_, BodySha256Is(kAbc)));
  EXPECT_FALSE(matches(SampleResponse(200, "abd"), BodySha256Is(kAbc)));
  EXPECT_EQ(explain(SampleResponse(204), BodySha256Is(kAbc)),
            "got e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855 of 0 bytes");
  SampleResponse saved(200);
  saved.exchange.streamed_size = 3;
  EXPECT_EQ(explain(saved, BodySha256Is(kAbc)),
            "got a streamed body without a digest: set `.digest` in the request");
  saved.exchange.streamed_sha256 = kAbc;
  EXPECT_TRUE(matches(saved, BodySha256Is(kAbc)));
  EXPECT_FALSE(matches(
      saved, BodySha256Is("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")));
  EXPECT_THAT(describe(BodySha256Is(kAbc)), StartsWith("body with the SHA-256 BA78"));
  EXPECT_FALSE(matches(SampleResponse(Failure::kDns, "x"), BodySha256Is("")));
}

TEST_F(HeaderMatchersTest, OmitsTextsWhenQuiet) {
  quiet() = true;
  for (const std::string& text :
       {explain(sample_, HasHeader("ETag")), explain(sample_, HasCookie("cart")),
        explain(sample_, BodySha256Is("")), describe(HasCookie("cart")),
        describe(HasHeader("a"))}) {
    EXPECT_EQ(text, "");
  }
  quiet() = false;
}

}  // namespace
}  // namespace traffic::detail
