// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/http/url.h"

#include <gmock/gmock.h>

namespace traffic::detail {
namespace {

using testing::HasSubstr;

BaseUrl parse(std::string_view text) {
  const auto url = parse_base_url(text);
  EXPECT_TRUE(url) << (url ? "" : url.error().message);
  return url ? *url : BaseUrl{};
}

std::string error_of(std::string_view text) {
  const auto url = parse_base_url(text);
  EXPECT_FALSE(url) << text;
  return url ? "" : url.error().message;
}

TEST(ParseBaseUrlTest, ParsesSchemeHostPortAndPrefix) {
  const BaseUrl url = parse("https://Shop.Example:8443/v1/api/");
  EXPECT_TRUE(url.tls);
  EXPECT_EQ(url.host, "shop.example");
  EXPECT_EQ(url.port, 8443);
  EXPECT_EQ(url.path_prefix, "/v1/api");
  EXPECT_EQ(url.authority(), "shop.example:8443");
  EXPECT_EQ(url.text(), "https://shop.example:8443/v1/api");
}

TEST(ParseBaseUrlTest, DefaultsSchemeAndPort) {
  EXPECT_EQ(parse("localhost:8080").text(), "http://localhost:8080");
  EXPECT_EQ(parse("frontend").text(), "http://frontend");
  EXPECT_EQ(parse("http://a:80/").text(), "http://a");
  EXPECT_EQ(parse("https://a").port, 443);
  EXPECT_EQ(parse("HTTPS://a:443").text(), "https://a");
  EXPECT_EQ(parse(" http://a: ").port, 80);
}

TEST(ParseBaseUrlTest, AcceptsUnderscoresInHost) {
  EXPECT_EQ(parse("http://shop_api:3000").host, "shop_api");
}

TEST(ParseBaseUrlTest, AcceptsIpAddresses) {
  const BaseUrl six = parse("http://[::1]:9000/x");
  EXPECT_EQ(six.host, "::1");
  EXPECT_EQ(six.authority(), "[::1]:9000");
  EXPECT_EQ(parse("127.0.0.1:80").authority(), "127.0.0.1");
}

TEST(ParseBaseUrlTest, RoundTripsText) {
  for (const char* text : {"http://a", "https://a:80/b/c", "http://[fe80::1]:1/x", "a.b:65535"}) {
    const BaseUrl url = parse(text);
    EXPECT_EQ(parse(url.text()), url) << text;
  }
}

TEST(ParseBaseUrlTest, NamesInvalidPart) {
  EXPECT_THAT(error_of(""), HasSubstr("empty"));
  EXPECT_THAT(error_of("ftp://a"), HasSubstr("scheme 'ftp'"));
  EXPECT_THAT(error_of("http://"), HasSubstr("no host"));
  EXPECT_THAT(error_of("http://a:0"), HasSubstr("port"));
  EXPECT_THAT(error_of("http://a:port80"), HasSubstr("port"));
  for (const char* port : {"65536", "70000", "99999", "131152", "18446744073709551617"}) {
    EXPECT_THAT(error_of("http://a:" + std::string(port)), HasSubstr("port")) << port;
  }
  EXPECT_THAT(error_of("http://a?x=1"), HasSubstr("query"));
  EXPECT_THAT(error_of("http://a#x"), HasSubstr("fragment"));
  EXPECT_THAT(error_of("http://a b"), HasSubstr("not a URL"));
  EXPECT_THAT(error_of("http://a%0d%0aX"), HasSubstr("host"));
}

TEST(ParseBaseUrlTest, HidesPasswordInError) {
  const std::string error = error_of("http://me:hunter2@a");
  EXPECT_THAT(error, HasSubstr("password"));
  EXPECT_THAT(error, testing::Not(HasSubstr("hunter2")));
  for (const char* const url : {"http://me:hun#ter2@a", "http://me:hun/ter2@a",
                                "http://me:%hunter2@a", "http://me:1?ter2@a"}) {
    EXPECT_THAT(error_of(url), testing::Not(HasSubstr("ter2"))) << url;
  }
}

Url url_of(std::string_view text) {
  Url url;
  const auto error = read_url(text, url);
  EXPECT_FALSE(error) << (error ? error->message : "");
  return url;
}

TEST(ReadUrlTest, SplitsOriginAndTarget) {
  const Url url = url_of("HTTP://Other.Example:8081/a|b?q[]=1#part");
  EXPECT_EQ(url.origin, (Origin{.host = "other.example", .port = 8081}));
  EXPECT_EQ(url.target, "/a|b?q[]=1");
  EXPECT_EQ(url_of("https://a").target, "/");
  EXPECT_EQ(url_of("https://a?x=1").target, "/?x=1");
  EXPECT_EQ(url_of("http://[::1]:80/x").origin.text(), "http://[::1]");
}

TEST(ReadUrlTest, NamesInvalidPart) {
  Url url;
  EXPECT_THAT(read_url("http://", url)->message, HasSubstr("no host"));
  EXPECT_THAT(read_url("http://a b/", url)->message, HasSubstr("no valid host and port"));
  EXPECT_THAT(read_url("http://a:0/", url)->message, HasSubstr("port"));
  EXPECT_THAT(read_url("http://a:x/", url)->message, HasSubstr("port"));
  const std::string secret = read_url("http://me:hunter2@a/", url)->message;
  EXPECT_THAT(secret, testing::AllOf(HasSubstr("password"), testing::Not(HasSubstr("hunter2"))));
}

TEST(IsAbsoluteUrlTest, AcceptsOnlyHttpAndHttps) {
  EXPECT_TRUE(is_absolute_url("http://a"));
  EXPECT_TRUE(is_absolute_url("HTTPS://a"));
  EXPECT_FALSE(is_absolute_url("/go?to=http://a"));
  EXPECT_FALSE(is_absolute_url("ftp://a"));
  EXPECT_FALSE(is_absolute_url("http:/a"));
}

std::string resolved(std::string_view reference) {
  Url url;
  url.origin.host = "a";
  url.target = "/b/c/d;p?q";
  const auto error = resolve_reference(reference, url);
  return error ? error->message : url.origin.text() + url.target;
}

// RFC 3986, section 5.4, for references with http.
TEST(ResolveReferenceTest, MatchesRfc3986Examples) {
  const std::pair<const char*, const char*> examples[] = {
      {"g", "/b/c/g"},
      {"./g", "/b/c/g"},
      {"g/", "/b/c/g/"},
      {"/g", "/g"},
      {"?y", "/b/c/d;p?y"},
      {"g?y", "/b/c/g?y"},
      {"../../..", "/"},
      {"../../..?y", "/?y"},
      {"#s", "/b/c/d;p?q"},
      {"g#s", "/b/c/g"},
      {"g?y#s", "/b/c/g?y"},
      {";x", "/b/c/;x"},
      {"g;x", "/b/c/g;x"},
      {"", "/b/c/d;p?q"},
      {".", "/b/c/"},
      {"./", "/b/c/"},
      {"..", "/b/"},
      {"../", "/b/"},
      {"../g", "/b/g"},
      {"../..", "/"},
      {"../../", "/"},
      {"../../g", "/g"},
      {"../../../g", "/g"},
      {"../../../../g", "/g"},
      {"/./g", "/g"},
      {"/../g", "/g"},
      {"g.", "/b/c/g."},
      {".g", "/b/c/.g"},
      {"g..", "/b/c/g.."},
      {"..g", "/b/c/..g"},
      {"./../g", "/b/g"},
      {"./g/.", "/b/c/g/"},
      {"g/./h", "/b/c/g/h"},
      {"g/../h", "/b/c/h"},
      {"g;x=1/./y", "/b/c/g;x=1/y"},
      {"g;x=1/../y", "/b/c/y"},
      {"g?y/./x", "/b/c/g?y/./x"},
      {"g?y/../x", "/b/c/g?y/../x"},
  };
  for (const auto& [reference, target] : examples) {
    EXPECT_EQ(resolved(reference), std::string("http://a") + target) << reference;
  }
  EXPECT_EQ(resolved("//g"), "http://g/");
  EXPECT_EQ(resolved("https://b.example:8443/x?y=1#z"), "https://b.example:8443/x?y=1");
}

TEST(ResolveReferenceTest, KeepsPathAndQueryAsSent) {
  for (const char* const sent :
       {"/files/a%2Fb%2Bc%3Bd%40e", "/a%2f%2E%7e", "/x?q=%2B%26%3d+1&r[]=a|b", "/%2e%2e/x",
        "/p;v=1,2/(a)!$&'*+=:@", "/a//b///c", "/100%/{id}^`\\"}) {
    EXPECT_EQ(resolved(sent), std::string("http://a") + sent);
    EXPECT_EQ(resolved(std::string("//b") + sent), std::string("http://b") + sent);
    EXPECT_EQ(resolved(std::string("https://b") + sent), std::string("https://b") + sent);
  }
  EXPECT_EQ(resolved("a%2Fb"), "http://a/b/c/a%2Fb");
  EXPECT_EQ(resolved("?q=%2F"), "http://a/b/c/d;p?q=%2F");
}

TEST(ResolveReferenceTest, KeepsPathOfRequest) {
  Url url;
  url.target = "/a%2Fb/../c?x";
  EXPECT_FALSE(resolve_reference("?y", url));
  EXPECT_EQ(url.target, "/a%2Fb/../c?y");
  url.target = "/a%2Fb/c?x=/d/";
  EXPECT_FALSE(resolve_reference("e", url));
  EXPECT_EQ(url.target, "/a%2Fb/e");
}

TEST(ResolveReferenceTest, EscapesBlanksAndNonAscii) {
  EXPECT_EQ(resolved("/a b?c=\xC3\xA9\t\"<>"), "http://a/a%20b?c=%C3%A9%09%22%3C%3E");
  EXPECT_EQ(resolved("/login?msg=sign in&next=https://shop/"),
            "http://a/login?msg=sign%20in&next=https://shop/");
  EXPECT_EQ(resolved(" http://[::1]:90/[x] y "), "http://[::1]:90/[x]%20y");
}

TEST(ResolveReferenceTest, RejectsOtherSchemesAndInvalidUrls) {
  EXPECT_THAT(resolved("file:///etc/passwd"), HasSubstr("scheme 'file'"));
  EXPECT_THAT(resolved("javascript:alert(1)"), HasSubstr("'javascript'"));
  EXPECT_THAT(resolved("http://a b/"), HasSubstr("is not a URL"));
  EXPECT_THAT(resolved("http:///x"), HasSubstr("no host"));
  EXPECT_THAT(resolved("http://me:hunter2@b/"), testing::Not(HasSubstr("hunter2")));
}

TEST(AddPrefixTest, SeparatesPrefixAndPath) {
  for (const std::string before : {"things", "/things"}) {
    std::string path = before;
    add_prefix(*parse_base_url("http://127.0.0.1/v1"), path);
    EXPECT_EQ(path, "/v1/things");
    path = before;
    add_prefix(*parse_base_url("http://127.0.0.1"), path);
    EXPECT_EQ(path, "/things");
  }
}

TEST(CompleteReferenceTest, PutsPathBelowOrigin) {
  const Origin home{.tls = true, .host = "shop", .port = 444};
  const std::pair<const char*, const char*> examples[] = {
      {"/v1/orders/7", "https://shop:444/v1/orders/7"},
      {"//cdn/x", "https://cdn/x"},
      {"http://other/x", "http://other/x"},
      {"orders/7", "orders/7"},
      {"", ""}};
  for (const auto& [reference, url] : examples) {
    std::string text = reference;
    complete_reference(text, home);
    EXPECT_EQ(text, url);
  }
}

TEST(AppendPercentEncodedTest, EscapesAllButUnreservedCharacters) {
  std::string out = "x/";
  append_percent_encoded(out, "aZ09-._~ /?#%&=+\xC3\xA9");
  EXPECT_EQ(out, "x/aZ09-._~%20%2F%3F%23%25%26%3D%2B%C3%A9");
}

}  // namespace
}  // namespace traffic::detail
