// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/cookie_jar.h"

#include <gmock/gmock.h>

#include "gtest_traffic/http/http_date.h"

namespace traffic::detail {
namespace {

using std::chrono::sys_seconds;
using testing::Optional;
using namespace std::chrono_literals;

Url url(std::string_view text) {
  Url parsed;
  EXPECT_FALSE(read_url(text, parsed)) << text;
  return parsed;
}

class CookieJarTest : public testing::Test {
 protected:
  void store(std::string_view from, std::string_view set_cookie) {
    const Url there = url(from);
    jar_.store(set_cookie, there.origin, there.target, now_);
  }
  std::string sent(std::string_view to) {
    const Url there = url(to);
    std::string out;
    jar_.append_to(out, there.origin, there.target, now_);
    return out;
  }
  // Stores a cookie from a response of `from` and returns the cookies sent to `to`.
  std::string round_trip(std::string_view from, std::string_view set_cookie, std::string_view to) {
    jar_.clear();
    store(from, set_cookie);
    return sent(to);
  }

  Origin home_{.host = "shop.example"};
  CookieJar jar_{home_};
  sys_seconds now_ = wall_now();
};

TEST_F(CookieJarTest, SendsCookieOnlyToItsHost) {
  store("http://shop.example/", "sid=1");
  EXPECT_EQ(sent("http://shop.example/any?x=1"), "sid=1");
  EXPECT_EQ(sent("http://SHOP.example:8080/"), "sid=1");  // ports do not separate cookies
  EXPECT_EQ(sent("http://www.shop.example/"), "");
  EXPECT_EQ(sent("http://example/"), "");
}

TEST_F(CookieJarTest, SendsDomainCookieToSubdomains) {
  store("http://www.shop.example/", "sid=1; Domain=.Shop.Example");
  EXPECT_EQ(sent("http://shop.example/"), "sid=1");
  EXPECT_EQ(sent("http://a.b.shop.example/"), "sid=1");
  EXPECT_EQ(sent("http://workshop.example/"), "");
}

TEST_F(CookieJarTest, RejectsForeignDomain) {
  EXPECT_EQ(round_trip("http://a.example/", "s=1; Domain=b.example", "http://b.example/"), "");
  EXPECT_EQ(round_trip("http://shop.example/", "s=1; Domain=www.shop.example",
                       "http://www.shop.example/"),
            "");
  EXPECT_EQ(round_trip("http://10.0.0.1/", "s=1; Domain=0.0.1", "http://10.0.0.1/"), "");
}

TEST_F(CookieJarTest, RejectsPublicSuffixes) {
  EXPECT_EQ(round_trip("http://shop.com/", "s=1; Domain=com", "http://shop.com/"), "");
  EXPECT_EQ(round_trip("http://shop.co.uk/", "s=1; Domain=co.uk", "http://bank.co.uk/"), "");
  EXPECT_EQ(round_trip("http://shop.co.uk/", "s=1; Domain=shop.co.uk", "http://a.shop.co.uk/"),
            "s=1");
  // A host can name itself in Domain. The cookie then belongs only to that host.
  EXPECT_EQ(round_trip("http://frontend/", "s=1; Domain=frontend", "http://frontend/"), "s=1");
  EXPECT_EQ(round_trip("http://frontend/", "s=1; Domain=frontend", "http://a.frontend/"), "");
}

TEST_F(CookieJarTest, MatchesPathsPerRfc6265) {
  store("http://shop.example/a/b?c=/d/e", "x=1");
  EXPECT_EQ(sent("http://shop.example/a"), "x=1");
  EXPECT_EQ(sent("http://shop.example/a/z"), "x=1");
  EXPECT_EQ(sent("http://shop.example/ab"), "");
  EXPECT_EQ(sent("http://shop.example/"), "");
  EXPECT_EQ(round_trip("http://shop.example/a/b", "x=1; Path=/c/", "http://shop.example/c/d"),
            "x=1");
  EXPECT_EQ(round_trip("http://shop.example/a/b", "x=1; Path=/c/", "http://shop.example/c"), "");
}

TEST_F(CookieJarTest, SortsByPathLengthThenAge) {
  store("http://shop.example/", "b=1; Path=/");
  store("http://shop.example/", "a=2; Path=/x/y");
  store("http://shop.example/", "c=3; Path=/");
  store("http://shop.example/", "d=4; Path=/x");
  store("http://shop.example/", "b=5; Path=/");  // keeps its creation time
  EXPECT_EQ(sent("http://shop.example/x/y"), "a=2; d=4; b=5; c=3");
}

TEST_F(CookieJarTest, DropsExpiredCookies) {
  store("http://shop.example/", "a=1; Max-Age=10");
  store("http://shop.example/", "b=2; Expires=Sun, 06 Nov 2094 08:49:37 GMT; Max-Age=20");
  store("http://shop.example/", "c=3; Expires=Fri, 31 Dec 9999 23:59:59 GMT");
  store("http://shop.example/", "d=4");
  now_ += 15s;
  EXPECT_EQ(sent("http://shop.example/"), "b=2; c=3; d=4");
  now_ += std::chrono::days(401);  // cookies live at most 400 days
  EXPECT_EQ(sent("http://shop.example/"), "d=4");
}

TEST_F(CookieJarTest, RemovesCookieOnPastExpiry) {
  for (const char* past :
       {"a=; Max-Age=0", "a=; Max-Age=-1", "a=; Expires=Thu, 01 Jan 1970 00:00:00 GMT"}) {
    store("http://shop.example/", "a=1");
    EXPECT_EQ(jar_.size(), 1U);
    store("http://shop.example/", past);
    EXPECT_EQ(jar_.size(), 0U) << past;
  }
}

TEST_F(CookieJarTest, SendsSecureCookieOverTlsOrLoopback) {
  EXPECT_EQ(round_trip("https://shop.example/", "s=1; Secure", "https://shop.example/"), "s=1");
  EXPECT_EQ(sent("http://shop.example/"), "");
  EXPECT_EQ(round_trip("http://shop.example/", "s=1; Secure", "https://shop.example/"), "");
  EXPECT_EQ(round_trip("http://127.0.0.1:8080/", "s=1; Secure", "http://127.0.0.1:8080/"), "s=1");
}

TEST_F(CookieJarTest, ProtectsSecureCookieFromInsecureResponse) {
  store("https://shop.example/", "s=1; Secure");
  store("http://shop.example/", "s=2");
  EXPECT_EQ(sent("https://shop.example/"), "s=1");
}

TEST_F(CookieJarTest, EnforcesNamePrefixes) {
  constexpr std::string_view kHere = "https://shop.example/";
  EXPECT_EQ(round_trip(kHere, "__Secure-a=1", kHere), "");
  EXPECT_EQ(round_trip(kHere, "__Secure-a=1; Secure", kHere), "__Secure-a=1");
  EXPECT_EQ(round_trip(kHere, "__Host-a=1; Secure; Path=/", kHere), "__Host-a=1");
  EXPECT_EQ(round_trip(kHere, "__host-a=1; Secure", kHere), "");
  EXPECT_EQ(round_trip(kHere, "__Host-a=1; Secure; Path=/; Domain=shop.example", kHere), "");
}

TEST_F(CookieJarTest, RejectsSameSiteNoneWithoutSecure) {
  EXPECT_EQ(round_trip("https://a.example/", "s=1; SameSite=None", "https://a.example/"), "");
  EXPECT_EQ(round_trip("https://a.example/", "s=1; SameSite=Strict", "https://a.example/"), "s=1");
}

TEST_F(CookieJarTest, SetsReadsAndErasesCookies) {
  jar_.set("theme", "dark");
  EXPECT_EQ(sent("http://shop.example/deep/down"), "theme=dark");
  EXPECT_EQ(sent("http://other.example/"), "");
  EXPECT_THAT(jar_.get("theme"), Optional(std::string_view("dark")));
  jar_.set("theme", "light");
  EXPECT_THAT(jar_.get("theme"), Optional(std::string_view("light")));
  jar_.erase("theme");
  EXPECT_EQ(jar_.get("theme"), std::nullopt);
}

// A session, which is the oldest cookie, and 49 others of the same host. Only the session is sent.
class FullCookieJarTest : public CookieJarTest {
 protected:
  FullCookieJarTest() {
    store("http://shop.example/", "sid=1");
    for (int i = 1; i < 50; ++i) add(i);
    EXPECT_EQ(jar_.size(), CookieJar::kMaxCookiesPerDomain);
    EXPECT_EQ(sent("http://shop.example/"), "sid=1");
  }
  void add(int i, const std::string& attributes = "") {
    store("http://shop.example/", "c" + std::to_string(i) + "=1; Path=/deep" + attributes);
  }
};

TEST_F(FullCookieJarTest, DeletingUnknownCookieRemovesNothing) {
  store("http://shop.example/", "gone=; Max-Age=0");
  store("http://shop.example/", "gone=; Expires=Thu, 01 Jan 1970 00:00:00 GMT");
  EXPECT_EQ(jar_.size(), CookieJar::kMaxCookiesPerDomain);
  EXPECT_NE(jar_.get("sid"), std::nullopt);
  EXPECT_NE(jar_.get("c1"), std::nullopt);
}

TEST_F(FullCookieJarTest, EvictsCookieThatWasUsedLongestAgo) {
  store("http://shop.example/", "new=1");
  EXPECT_EQ(jar_.size(), CookieJar::kMaxCookiesPerDomain);
  EXPECT_NE(jar_.get("sid"), std::nullopt);
  EXPECT_EQ(jar_.get("c1"), std::nullopt);
  EXPECT_NE(jar_.get("c2"), std::nullopt);
  add(2);  // a changed cookie is a used one
  store("http://shop.example/", "newer=1");
  EXPECT_NE(jar_.get("c2"), std::nullopt);
  EXPECT_EQ(jar_.get("c3"), std::nullopt);
}

TEST_F(FullCookieJarTest, EvictsExpiredCookiesFirst) {
  for (int i = 1; i < 50; ++i) add(i, "; Max-Age=10");
  now_ += 11s;
  store("http://shop.example/", "new=1");
  EXPECT_EQ(jar_.size(), 2U);
  EXPECT_EQ(sent("http://shop.example/"), "sid=1; new=1");
}

TEST_F(FullCookieJarTest, KeepsOldestOfCookiesThatWereSentTogether) {
  EXPECT_THAT(sent("http://shop.example/deep"), testing::EndsWith("; sid=1"));
  store("http://shop.example/", "new=1; Path=/deep");
  EXPECT_NE(jar_.get("sid"), std::nullopt);
  EXPECT_EQ(jar_.get("c49"), std::nullopt);
  EXPECT_EQ(jar_.size(), CookieJar::kMaxCookiesPerDomain);
}

TEST_F(CookieJarTest, CopiesValueOfEvictedCookie) {
  for (int i = 0; i < 50; ++i) jar_.set("c" + std::to_string(i), "a value that is on the heap");
  jar_.set("copy", *jar_.get("c0"));
  EXPECT_EQ(jar_.get("c0"), std::nullopt);
  EXPECT_THAT(jar_.get("copy"), Optional(std::string_view("a value that is on the heap")));
}

TEST_F(CookieJarTest, EvictsLeastRecentlyUsedCookie) {
  for (std::size_t i = 0; i <= CookieJar::kMaxCookiesPerDomain; ++i) {
    store("http://shop.example/", "c" + std::to_string(i) + "=1");
  }
  EXPECT_EQ(jar_.size(), CookieJar::kMaxCookiesPerDomain);
  EXPECT_EQ(jar_.get("c0"), std::nullopt);
  EXPECT_NE(jar_.get("c1"), std::nullopt);
  for (std::size_t i = 0; i < CookieJar::kMaxCookies; ++i) {
    store("http://h" + std::to_string(i) + ".example/", "a=1");
  }
  EXPECT_EQ(jar_.size(), CookieJar::kMaxCookies);
}

}  // namespace
}  // namespace traffic::detail
