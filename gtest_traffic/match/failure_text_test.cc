// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/match/failure_text.h"

#include <gmock/gmock.h>

#include <string>

#include "gtest_traffic/base/utf8.h"
#include "gtest_traffic/http/redaction.h"
#include "gtest_traffic/match/expect_golden.h"
#include "gtest_traffic/response.h"

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::Not;

const Mismatch kStatus{"status 201", "503"};

class FailureTextTest : public testing::Test {
 protected:
  FailureTextTest() {
    redactor().add_secret("API_KEY", "k-golden-7");
    exchange_.method = Method::kPost;
    exchange_.name = "POST /api/users";
    exchange_.origin = "http://127.0.0.1:8080";
    exchange_.target = "/api/users";
    exchange_.request_head =
        "POST /api/users HTTP/1.1\r\nHost: 127.0.0.1:8080\r\nX-API-Key: k-golden-7\r\n"
        "Content-Type: application/json\r\nContent-Length: 37\r\n\r\n";
    exchange_.request_body = R"({"name":"Ada","password":"s3cret!"})";
    exchange_.location = {"suites/shop/journeys.cc", 6};
    exchange_.status = 503;
    exchange_.response_head =
        "HTTP/1.1 503 Service Unavailable\r\nContent-Type: application/json\r\nSet-Cookie: "
        "sid=77\r\nContent-Length: 64\r\n\r\n";
    exchange_.body = R"({"error":"no room for more users","retry":true,"path":"/api/users"})";
    exchange_.timings = {.connect = 1ms, .first_byte = 9500us, .total = 12ms};
    exchange_.attempts = 2;
    context_.journey = "Shopper.BuysSomething";
    context_.step = "POST /api/users";
    context_.step_number = 1;
    context_.seed = 42;
    context_.user = 7;
    context_.iteration = 3;
    context_.rerun_command = "./shop_suite --gtest_filter=Shopper.BuysSomething --traffic_seed=42";
    context_.exchange = &exchange_;
  }
  std::string text(const CheckText& check = check_text(kStatus)) const {
    return failure_text(context_, check, {"suites/shop/journeys.cc", 7});
  }

  Exchange exchange_;
  FailureContext context_;
};

TEST_F(FailureTextTest, ShowsFailedCheck) { expect_golden("failed_check", text()); }

TEST_F(FailureTextTest, ExplainsMissingResponse) {
  exchange_.status = 0;
  exchange_.response_head = {};
  exchange_.body = {};
  exchange_.failure = Failure::kRefused;
  exchange_.failure_detail = "connect to 127.0.0.1:8080: connection refused";
  exchange_.timings = {};
  expect_golden("no_response", text(check_text({"status 201", "no response (refused)"})));
}

TEST_F(FailureTextTest, KeepsReasonForMissingResponse) {
  exchange_.status = 0;
  exchange_.failure = Failure::kRefused;
  exchange_.failure_detail = "connect to 127.0.0.1:8080: connection refused";
  EXPECT_THAT(
      text({"expected x == 1, got 2"}),
      HasSubstr("\nno response (refused: connect to 127.0.0.1:8080: connection refused)\n"));
  exchange_.failure_detail = {};
  EXPECT_THAT(text({"expected status 201, got no response (refused)"}),
              HasSubstr("\nno response\n"));
}

TEST_F(FailureTextTest, SaysReasonForMissingResponseOnce) {
  exchange_.status = 0;
  exchange_.failure = Failure::kRedirect;
  exchange_.failure_detail = "the 302 cannot be followed: '/\x01' is not a URL";
  const std::string shown = text({"expected a value at '/id', got " + no_response_text(exchange_)});
  EXPECT_EQ(shown.find("cannot be followed"), shown.rfind("cannot be followed"));
  EXPECT_THAT(shown, HasSubstr("\nno response\n"));
}

TEST_F(FailureTextTest, ShowsPartOfResponseThatArrived) {
  exchange_.status = 0;
  exchange_.failure = Failure::kReset;
  exchange_.failure_detail = "the peer reset the connection";
  EXPECT_THAT(text({"expected status 201, got no response (reset)"}),
              HasSubstr("\nno response: the peer reset the connection\n"
                        "\nreceived\n"
                        "  HTTP/1.1 503 Service Unavailable\n"
                        "  Content-Type: application/json\n"
                        "  Set-Cookie: ***\n"
                        "  Content-Length: 64\n"
                        "\n"
                        "  {\n"
                        "    \"error\": \"no room for more users\""));
}

// GoogleTest writes its XML as it gets a text, and XML 1.0 allows only some characters.
TEST_F(FailureTextTest, ReplacesCharactersThatXmlForbids) {
  exchange_.response_head = "HTTP/1.1 503 \x01No\r\nX-Name: caf\xe9\r\nX: a\x1b[2J\r\n\r\n";
  exchange_.body = "\uFFFE and \uFFFF";
  context_.row = "users.csv:4 \uFFFF";
  const std::string shown = text({"expected \uFFFE, got \xff", "details \x02"});
  EXPECT_EQ(shown, printable_lines(shown));
  EXPECT_THAT(shown, HasSubstr("  X-Name: caf\uFFFD\n  X: a\uFFFD[2J\n\n  \uFFFD and \uFFFD\n"));
}

TEST_F(FailureTextTest, ShowsBodyByCharset) {
  exchange_.response_head =
      "HTTP/1.1 503 No\r\nContent-Type: text/html; charset=ISO-8859-1\r\n\r\n";
  exchange_.body = "<p>caf\xe9</p>";
  EXPECT_THAT(text(), HasSubstr("\n  <p>café</p>\n"));
}

TEST_F(FailureTextTest, TruncatesLongBody) {
  std::string body = R"({"items":[)";
  for (int i = 0; i < 100; ++i) {
    body += (i == 0 ? "" : ",") + std::string(R"({"id":)") + std::to_string(i) +
            R"(,"title":"something to buy"})";
  }
  body += "]}";
  exchange_.body = body;
  expect_golden("long_body", text());
}

TEST_F(FailureTextTest, HandlesFailureBeforeFirstRequest) {
  context_.step = {};
  context_.exchange = nullptr;
  expect_golden("before_any_request", text({"no feeder"}));
}

TEST_F(FailureTextTest, OmitsBinaryBody) {
  exchange_.body = std::string_view("\x89PNG\r\n\x1a\n\0", 9);
  EXPECT_THAT(text(), HasSubstr("(9 bytes of binary data)"));
}

TEST_F(FailureTextTest, HidesSecrets) {
  const std::string shown = text(condense(
      "Expected equality of these values:\n  key\n    Which is: \"k-golden-7\"\n  body\n    "
      "Which is: "
      R"("{\"token\":\"t0p\"}")"
      "\nk-golden-7 is wrong"));
  for (const char* secret : {"k-golden-7", "s3cret", "sid=77", "t0p"}) {
    EXPECT_THAT(shown, Not(HasSubstr(secret)));
  }
}

TEST_F(FailureTextTest, ReportsNumberOfAttempts) {
  context_.polled = "41 attempts in 10 s";
  EXPECT_EQ(
      text().find("Shopper.BuysSomething, step 'POST /api/users': expected status 201, got 503\n"
                  "the last of 41 attempts in 10 s\n\nrequest"),
      0U);
}

TEST_F(FailureTextTest, StartsWithFailureLine) {
  EXPECT_EQ(failure_line(context_, check_text(kStatus)),
            "Shopper.BuysSomething, step 'POST /api/users': expected status 201, got 503");
  EXPECT_EQ(text().substr(0, text().find('\n')), failure_line(context_, check_text(kStatus)));
}

TEST_F(FailureTextTest, ShowsLineOfRequestUnlessCheckShowsIt) {
  EXPECT_THAT(text(), HasSubstr("\nrequest (step 1, line 6) to "));
  exchange_.location.line = 7;
  EXPECT_THAT(text(), HasSubstr("\nrequest (step 1) to "));
  exchange_.location.file = "suites/shop/helpers.cc";
  EXPECT_THAT(text(), HasSubstr("\nrequest (step 1, suites/shop/helpers.cc:7) to "));
}

TEST_F(FailureTextTest, SaysEachThingOnce) {
  const std::string whole = text();
  const std::string before_the_request = whole.substr(0, whole.find("\nrequest"));
  EXPECT_EQ(before_the_request.find("503"), before_the_request.rfind("503"));
  EXPECT_EQ(whole.find("journeys.cc"), std::string::npos) << "every output shows the place itself";
}

}  // namespace
}  // namespace traffic::detail
