// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/report/files/har.h"

#include <gmock/gmock.h>

#include <boost/json/parse.hpp>

#include "gtest_traffic/http/redaction.h"

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

Exchange sample() {
  Exchange exchange;
  exchange.method = Method::kPost;
  exchange.name = "POST /orders?page={}";
  exchange.origin = "http://shop.test:8080";
  exchange.target = "/orders?page=2&token=s3cret&flag";
  exchange.request_head =
      "POST /orders?page=2&token=s3cret&flag HTTP/1.1\r\nHost: shop.test:8080\r\n"
      "Authorization: Bearer abcdef\r\nContent-Type: application/json\r\n"
      "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\r\n\r\n";
  exchange.request_body = R"({"password":"hunter2","n":1})";
  exchange.status = 201;
  exchange.response_head =
      "HTTP/1.1 201 Created\r\nContent-Type: text/plain\r\nLocation: /orders/7\r\n"
      "Set-Cookie: sid=42\r\n\r\n";
  exchange.body = "made";
  exchange.wire_size = 4;
  exchange.timings = {.connect = 1ms, .first_byte = 2ms, .total = 3500us};
  return exchange;
}

boost::json::value first_entry(const Har& har) {
  return boost::json::parse(har.text()).at("log").at("entries").at(0);
}

TEST(HarTest, EntryHasOwnTimeAndReason) {
  Exchange exchange = sample();
  exchange.timings.redirects = 2ms;
  exchange.timings.total += 2ms;
  exchange.cause = SendCause::kRedirect;
  Har har;
  har.add(sample(), WallTime(1s));
  har.add(exchange, WallTime(2s));
  const auto entries = boost::json::parse(har.text()).at("log").at("entries");
  EXPECT_FALSE(entries.at(0).as_object().contains("_cause"));
  EXPECT_EQ(entries.at(1).at("_cause"), "redirect");
  EXPECT_EQ(entries.at(1).at("time").to_number<double>(), 3.5);
  EXPECT_EQ(entries.at(1).at("timings").at("receive").to_number<double>(), 0.5);
}

TEST(HarTest, ContainsRequiredFields) {
  Har har;
  EXPECT_TRUE(har.empty());
  har.add(sample(), WallTime(1s));
  const auto log = boost::json::parse(har.text()).at("log");
  EXPECT_EQ(log.at("version"), "1.2");
  EXPECT_EQ(log.at("creator").at("name"), "gtest_traffic");
  const auto entry = log.at("entries").at(0);
  EXPECT_EQ(entry.at("startedDateTime"), "1970-01-01T00:00:01.000Z");
  EXPECT_EQ(entry.at("time").to_number<double>(), 3.5);
  EXPECT_EQ(entry.at("timings").at("connect").to_number<double>(), 1);
  EXPECT_EQ(entry.at("timings").at("receive").to_number<double>(), 0.5);
  EXPECT_EQ(entry.at("_traceId"), "0af7651916cd43dd8448eb211c80319c");
  const auto request = entry.at("request");
  EXPECT_EQ(request.at("method"), "POST");
  EXPECT_EQ(request.at("queryString").at(0).at("value"), "2");
  EXPECT_EQ(request.at("queryString").at(2).at("name"), "flag");
  EXPECT_EQ(request.at("postData").at("mimeType"), "application/json");
  const auto response = entry.at("response");
  EXPECT_EQ(response.at("status"), 201);
  EXPECT_EQ(response.at("statusText"), "Created");
  EXPECT_EQ(response.at("httpVersion"), "HTTP/1.1");
  EXPECT_EQ(response.at("redirectURL"), "/orders/7");
  EXPECT_EQ(response.at("content").at("text"), "made");
}

TEST(HarTest, ListsCookiesWithoutValues) {
  Exchange exchange = sample();
  exchange.request_head = "GET / HTTP/1.1\r\nCookie: sid=41; theme=dark\r\n\r\n";
  exchange.response_head =
      "HTTP/1.1 200 OK\r\nSet-Cookie: sid=42; Path=/a; Domain=shop.test; Secure; HttpOnly; "
      "Expires=Thu, 01 Jan 1970 00:00:09 GMT\r\nSet-Cookie: theme=light\r\n\r\n";
  Har har;
  har.add(exchange, WallTime(1s));
  const auto entry = first_entry(har);
  EXPECT_EQ(entry.at("request").at("cookies"),
            boost::json::parse(R"([{"name":"sid","value":"***"},{"name":"theme","value":"***"}])"));
  EXPECT_EQ(entry.at("response").at("cookies"),
            boost::json::parse(
                R"([{"name":"sid","value":"***","httpOnly":true,"secure":true,"path":"/a",)"
                R"("domain":"shop.test","expires":"1970-01-01T00:00:09.000Z"},)"
                R"({"name":"theme","value":"***","httpOnly":false,"secure":false}])"));
}

TEST(HarTest, HidesSecretsByNameAndValue) {
  redactor().add_secret("KEY", "har-secret");
  Har har;
  Exchange exchange = sample();
  exchange.body = "contains har-secret";
  har.add(exchange, {});
  const std::string text = har.text();
  for (const char* const secret : {"s3cret", "abcdef", "hunter2", "sid=42", "har-secret"}) {
    EXPECT_THAT(text, Not(HasSubstr(secret)));
  }
  EXPECT_THAT(text, AllOf(HasSubstr("Bearer ***"), HasSubstr("token=***")));
}

TEST(HarTest, CutsLongAndBinaryBodies) {
  Har har;
  Exchange exchange = sample();
  const std::string body(kMaxHarBody + 10, 'x');
  exchange.body = body;
  exchange.request_body = "\x89PNG";
  har.add(exchange, {});
  const auto entry = first_entry(har);
  EXPECT_EQ(entry.at("response").at("content").at("comment"), "truncated to 65536 of 65546 bytes");
  EXPECT_LT(entry.at("response").at("content").at("text").get_string().size(), kMaxHarBody + 40);
  EXPECT_EQ(entry.at("request").at("postData").at("comment"), "4 bytes of binary data");
}

TEST(HarTest, ExplainsMissingResponse) {
  Har har;
  Exchange exchange = sample();
  exchange.status = 0;
  exchange.response_head = exchange.body = {};
  exchange.failure = Failure::kRefused;
  exchange.failure_detail = "connect to 127.0.0.1:9: connection refused";
  har.add(exchange, {});
  const auto response = first_entry(har).at("response");
  EXPECT_EQ(response.at("status"), 0);
  EXPECT_EQ(response.at("comment"),
            "no response (refused: connect to 127.0.0.1:9: connection refused)");
}

TEST(HarTest, ContainsPartOfResponseAndBodyByCharset) {
  Har har;
  Exchange exchange = sample();
  exchange.status = 0;
  exchange.failure = Failure::kReset;
  exchange.response_head = "HTTP/1.1 413\r\nContent-Type: text/plain; charset=latin1\r\n\r\n";
  exchange.body = "trop charg\xe9";
  har.add(exchange, {});
  const auto response = first_entry(har).at("response");
  EXPECT_EQ(response.at("httpVersion"), "HTTP/1.1");
  EXPECT_EQ(response.at("content").at("text"), "trop chargé");
  exchange.response_head = "SSH-2.0-OpenSSH_9.2\r\n";
  Har other;
  other.add(exchange, {});
  EXPECT_EQ(first_entry(other).at("response").at("httpVersion"), "");
}

TEST(HarTest, LimitsSize) {
  Har har;
  for (std::size_t i = 0; i <= kMaxHarEntries; ++i) har.add(sample(), {});
  const auto log = boost::json::parse(har.text()).at("log");
  EXPECT_EQ(log.at("entries").get_array().size(), kMaxHarEntries);
  EXPECT_EQ(log.at("comment"), "the first 1000 of 1001 requests");
  har.clear();
  EXPECT_TRUE(har.empty());
}

}  // namespace
}  // namespace traffic::detail
