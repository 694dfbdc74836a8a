// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/http/url.h"

#include <gmock/gmock.h>

namespace traffic {
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

TEST(ParseBaseUrlTest, ReadsSchemeHostPortAndPrefix) {
  const BaseUrl url = parse("https://Shop.Example:8443/v1/api/");
  EXPECT_TRUE(url.tls);
  EXPECT_EQ(url.host, "shop.example");
  EXPECT_EQ(url.port, 8443);
  EXPECT_EQ(url.path_prefix, "/v1/api");
  EXPECT_EQ(url.authority(), "shop.example:8443");
  EXPECT_EQ(url.text(), "https://shop.example:8443/v1/api");
}

TEST(ParseBaseUrlTest, DefaultsTheSchemeAndThePort) {
  EXPECT_EQ(parse("localhost:8080").text(), "http://localhost:8080");
  EXPECT_EQ(parse("frontend").text(), "http://frontend");
  EXPECT_EQ(parse("http://a:80/").text(), "http://a");
  EXPECT_EQ(parse("https://a").port, 443);
  EXPECT_EQ(parse("HTTPS://a:443").text(), "https://a");
  EXPECT_EQ(parse(" http://a: ").port, 80);
}

TEST(ParseBaseUrlTest, KeepsUnderscoresOfServiceNames) {
  EXPECT_EQ(parse("http://shop_api:3000").host, "shop_api");
}

TEST(ParseBaseUrlTest, TakesAddresses) {
  const BaseUrl six = parse("http://[::1]:9000/x");
  EXPECT_EQ(six.host, "::1");
  EXPECT_EQ(six.authority(), "[::1]:9000");
  EXPECT_EQ(parse("127.0.0.1:80").authority(), "127.0.0.1");
}

TEST(ParseBaseUrlTest, TextParsesBackToAnEqualUrl) {
  for (const char* text : {"http://a", "https://a:80/b/c", "http://[fe80::1]:1/x", "a.b:65535"}) {
    const BaseUrl url = parse(text);
    EXPECT_EQ(parse(url.text()), url) << text;
  }
}

TEST(ParseBaseUrlTest, NamesThePartThatIsWrong) {
  EXPECT_THAT(error_of(""), HasSubstr("empty"));
  EXPECT_THAT(error_of("ftp://a"), HasSubstr("scheme 'ftp'"));
  EXPECT_THAT(error_of("http://"), HasSubstr("no host"));
  EXPECT_THAT(error_of("http://a:0"), HasSubstr("port"));
  EXPECT_THAT(error_of("http://a:70000"), HasSubstr("port"));
  EXPECT_THAT(error_of("http://a?x=1"), HasSubstr("query"));
  EXPECT_THAT(error_of("http://a#x"), HasSubstr("fragment"));
  EXPECT_THAT(error_of("http://a b"), HasSubstr("not a url"));
  EXPECT_THAT(error_of("http://a%0d%0aX"), HasSubstr("host"));
}

TEST(ParseBaseUrlTest, NeverRepeatsAPassword) {
  const std::string error = error_of("http://me:hunter2@a");
  EXPECT_THAT(error, HasSubstr("password"));
  EXPECT_THAT(error, testing::Not(HasSubstr("hunter2")));
}

TEST(AppendPercentEncodedTest, KeepsUnreservedAndEscapesTheRest) {
  std::string out = "x/";
  append_percent_encoded(out, "aZ09-._~ /?#%&=+\xC3\xA9");
  EXPECT_EQ(out, "x/aZ09-._~%20%2F%3F%23%25%26%3D%2B%C3%A9");
}

}  // namespace
}  // namespace traffic
