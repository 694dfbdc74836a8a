// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/http/curl.h"

#include <gmock/gmock.h>

#include <string>

#include "gtest_traffic/http/testing/redactor_scope.h"

namespace traffic::detail {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;

Exchange request(Method method, std::string_view target, std::string_view head = {},
                 std::string_view body = {}) {
  Exchange exchange;
  exchange.method = method;
  exchange.origin = "http://127.0.0.1:8080";
  exchange.target = target;
  exchange.request_head = head;
  exchange.request_body = body;
  return exchange;
}

TEST(ToCurlTest, OmitsMethodForGet) {
  EXPECT_EQ(to_curl(request(Method::kGet, "/a?b=1&c=2")), "curl 'http://127.0.0.1:8080/a?b=1&c=2'");
}

TEST(ToCurlTest, AddsTlsOptionsForHttps) {
  set_curl_tls_options({"--cacert", "my ca.pem", "--insecure"});
  Exchange exchange = request(Method::kGet, "/");
  EXPECT_EQ(to_curl(exchange), "curl 'http://127.0.0.1:8080/'");
  exchange.origin = "https://127.0.0.1:8080";
  EXPECT_EQ(to_curl(exchange),
            "curl 'https://127.0.0.1:8080/' \\\n  --cacert 'my ca.pem' \\\n  --insecure");
  set_curl_tls_options({});
}

TEST(ToCurlTest, WritesPostWithBody) {
  EXPECT_EQ(to_curl(request(Method::kPost, "/users",
                            "POST /users HTTP/1.1\r\nHost: 127.0.0.1:8080\r\nContent-Type: "
                            "application/json\r\nContent-Length: 14\r\nX-Empty:\r\n\r\n",
                            R"({"name":"Al's"})")),
            "curl 'http://127.0.0.1:8080/users' \\\n"
            "  -H 'Content-Type: application/json' \\\n"
            "  -H 'X-Empty;' \\\n"
            "  --data-raw '{\"name\":\"Al'\\''s\"}'");
}

TEST(ToCurlTest, NamesMethodUnlessCurlInfersIt) {
  EXPECT_THAT(to_curl(request(Method::kPost, "/")), HasSubstr("-X POST"));
  EXPECT_THAT(to_curl(request(Method::kPost, "/", "", "x")), Not(HasSubstr("-X")));
  EXPECT_THAT(to_curl(request(Method::kPut, "/", "", "x")), HasSubstr("-X PUT"));
  EXPECT_THAT(to_curl(request(Method::kGet, "/", "", "x")), HasSubstr("-X GET"));
  EXPECT_THAT(to_curl(request(Method::kDelete, "/")), HasSubstr("-X DELETE"));
  EXPECT_EQ(to_curl(request(Method::kHead, "/")), "curl 'http://127.0.0.1:8080/' \\\n  --head");
}

TEST(ToCurlTest, SuppressesDefaultContentType) {
  EXPECT_THAT(to_curl(request(Method::kPost, "/", "", "x")), HasSubstr("-H 'Content-Type:'"));
}

TEST(ToCurlTest, KeepsDifferentHostHeader) {
  EXPECT_THAT(to_curl(request(Method::kGet, "/", "GET / HTTP/1.1\r\nHost: shop\r\n\r\n")),
              HasSubstr("-H 'Host: shop'"));
}

TEST(ToCurlTest, KeepsConnectionHeader) {
  EXPECT_THAT(to_curl(request(Method::kGet, "/", "GET / HTTP/1.1\r\nConnection: close\r\n\r\n")),
              HasSubstr("-H 'Connection: close'"));
}

TEST(ToCurlTest, PreservesTargetUnchanged) {
  EXPECT_THAT(to_curl(request(Method::kGet, "/a/{b}")), HasSubstr("curl --globoff '"));
  EXPECT_THAT(to_curl(request(Method::kGet, "/a/../b")), HasSubstr("curl --path-as-is '"));
}

TEST(ToCurlTest, ReplacesRegisteredSecretsByVariables) {
  const RedactorScope no_others;
  redactor().add_secret("API_KEY", "k-curl-1");
  const std::string curl = to_curl(request(Method::kPost, "/p?key=k-curl-1x",
                                           "POST / HTTP/1.1\r\nX-API-Key: k-curl-1\r\n\r\n",
                                           R"({"k":"k-curl-1","cost":"$5 `a`"})"));
  EXPECT_THAT(curl, HasSubstr(R"("http://127.0.0.1:8080/p?key=${API_KEY}x")"));
  EXPECT_THAT(curl, HasSubstr(R"(-H "X-API-Key: $API_KEY")"));
  EXPECT_THAT(curl, HasSubstr(R"(--data-raw "{\"k\":\"$API_KEY\",\"cost\":\"\$5 \`a\`\"}")"));
  EXPECT_THAT(curl, Not(HasSubstr("k-curl-1")));
}

TEST(ToCurlTest, ReplacesSensitiveFieldsByVariables) {
  const RedactorScope no_others;
  const std::string curl =
      to_curl(request(Method::kPost, "/login",
                      "POST / HTTP/1.1\r\nAuthorization: Bearer abc\r\nCookie: sid=1\r\n\r\n",
                      R"({"password":"hunter2","pay":"hi!"})"));
  EXPECT_THAT(curl, HasSubstr(R"(-H "Authorization: Bearer $AUTHORIZATION")"));
  EXPECT_THAT(curl, HasSubstr(R"(-H "Cookie: $COOKIE")"));
  // `!` must not be in double quotes.
  EXPECT_THAT(curl, EndsWith(R"(--data-raw '{"password":"'"$PASSWORD"'","pay":"hi!"}')"));
}

TEST(ToCurlTest, OmitsBinaryAndLongBody) {
  EXPECT_THAT(to_curl(request(Method::kPost, "/", "", std::string_view("a\0b", 3))),
              EndsWith("-X POST\n# the body of 3 bytes is omitted: it is binary"));
  const std::string large(40000, 'x');
  EXPECT_THAT(to_curl(request(Method::kPut, "/", "", large)), EndsWith("it is too long"));
}

}  // namespace
}  // namespace traffic::detail
