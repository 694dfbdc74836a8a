// SPDX-License-Identifier: Apache-2.0
// Keeps a golden file for the text of each kind of failure.
#include <gmock/gmock.h>
#include <gtest/gtest-spi.h>

#include <algorithm>
#include <chrono>
#include <regex>
#include <string>

#include "gtest_traffic/base/testing/temporary_folder.h"
#include "gtest_traffic/config/golden_settings.h"
#include "gtest_traffic/http/redaction.h"
#include "gtest_traffic/match/expect_golden.h"
#include "gtest_traffic/match/failure_text.h"
#include "gtest_traffic/match/headline.h"
#include "gtest_traffic/match/sample_response.h"
#include "gtest_traffic/matchers.h"

namespace as_a_user {

using namespace testing;
using namespace traffic;
using namespace traffic::detail;
using namespace std::chrono_literals;

constexpr std::string_view kOrderBody =
    R"({"id":7,"status":"PENDING","token":"t0p","items":[{"sku":"A1","price":5},{"sku":"B2","price":12}]})";

class FailureGoldenTest : public Test {
 protected:
  FailureGoldenTest() {
    sample_.exchange.name = "POST /api/orders";
    sample_.exchange.timings.total = 312ms;
    context_.journey = "Shopper.BuysSomething";
    context_.step = "POST /api/orders";
    context_.step_number = 2;
  }

  // Returns the text that a session makes from the only failure of `work`.
  template <class Work>
  std::string text_of_failure(Work work) {
    TestPartResultArray results;
    {
      const ScopedFakeTestPartResultReporter reporter(
          ScopedFakeTestPartResultReporter::INTERCEPT_ONLY_CURRENT_THREAD, &results);
      work();
    }
    EXPECT_EQ(results.size(), 1);
    const std::string message = results.GetTestPartResult(0).message();
    const auto mismatch = take_mismatch(message);
    return failure_text(context_, mismatch ? check_text(*mismatch) : condense(message),
                        {"shop.cc", 7});
  }

  // Compares the part of the text before the request, which has at most 12 lines.
  template <class Work>
  void expect_text(const std::string& name, Work work) {
    const std::string text = text_of_failure(work);
    EXPECT_LE(std::count(text.begin(), text.end(), '\n'), 13) << "12 lines and the seed";
    expect_golden("failure_" + name, text);
  }

  SampleResponse sample_{503, kOrderBody,
                         "HTTP/1.1 503 Service Unavailable\r\nContent-Type: application/json\r\n"
                         "Set-Cookie: sid=41; HttpOnly\r\n\r\n"};
  Response order_ = sample_.response();
  FailureContext context_;
};

TEST_F(FailureGoldenTest, Status) {
  expect_text("status", [&] { EXPECT_THAT(order_, StatusIs(201)); });
  expect_text("status_comment",
              [&] { EXPECT_THAT(order_, StatusIs(201)) << "the shop is closed"; });
  expect_text("success", [&] { EXPECT_THAT(order_, IsSuccess()); });
}

TEST_F(FailureGoldenTest, Header) {
  expect_text("header", [&] { EXPECT_THAT(order_, HeaderIs("Content-Type", "text/html")); });
  expect_text("header_missing", [&] { EXPECT_THAT(order_, HasHeader("ETag")); });
}

TEST_F(FailureGoldenTest, Cookie) {
  expect_text("cookie", [&] { EXPECT_THAT(order_, HasCookie("sid", "Secure")); });
  expect_text("cookie_value", [&] { EXPECT_THAT(order_, CookieIs("sid", "42")); });
}

TEST_F(FailureGoldenTest, JsonValue) {
  expect_text("json_value", [&] { EXPECT_THAT(order_, JsonAt("/status", "PAID")); });
  expect_text("json_missing", [&] { EXPECT_THAT(order_, JsonAt("/total", 17)); });
  expect_text("json_matcher", [&] { EXPECT_THAT(order_, JsonAt("/items", SizeIs(3))); });
  expect_text("json_difference", [&] {
    EXPECT_THAT(order_, JsonEq({{"id", 8}, {"status", "PAID"}, {"token", "x"}, {"total", 17}}));
  });
  sample_.exchange.body = "<html>";
  SampleResponse page(200, "<html>");
  expect_text("json_none", [&] { EXPECT_THAT(page.response(), JsonAt("/id", 7)); });
}

TEST_F(FailureGoldenTest, JsonPath) {
  expect_text("json_path",
              [&] { EXPECT_THAT(order_, JsonPath("$.items[*].price", Each(Lt(10)))); });
  expect_text("json_path_none",
              [&] { EXPECT_THAT(order_, JsonPathIs("$.items[?@.price>99].sku", "A1")); });
}

TEST_F(FailureGoldenTest, Schema) {
  expect_text("schema", [&] {
    EXPECT_THAT(order_, MatchesSchema(R"({"title": "Order", "properties": {
      "id": {"minimum": 8}, "status": {"enum": ["PAID"]}}, "required": ["total"]})"));
  });
}

TEST_F(FailureGoldenTest, Body) {
  SampleResponse pong(200, "pong");
  expect_text("body", [&] { EXPECT_THAT(pong.response(), BodyIs("ping")); });
  expect_text("body_contains", [&] { EXPECT_THAT(pong.response(), BodyContains("i")); });
  expect_text("digest", [&] {
    EXPECT_THAT(pong.response(),
                BodySha256Is("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff"
                             "61f20015ad"));
  });
  const std::string long_text(1000, 'x');
  expect_text("long", [&] { EXPECT_THAT(pong.response(), BodyIs(long_text)); });
}

TEST_F(FailureGoldenTest, Timing) {
  expect_text("timing", [&] { EXPECT_THAT(order_, RespondsWithin(250ms)); });
}

TEST_F(FailureGoldenTest, Certificate) {
  expect_text("certificate_none",
              [&] { EXPECT_THAT(order_, CertificateValidFor(std::chrono::days(14))); });
  TlsInfo tls;
  tls.certificate_expires = std::chrono::sys_days(std::chrono::year(2020) / 3 / 14);
  sample_.exchange.tls = &tls;
  const std::string text =
      text_of_failure([&] { EXPECT_THAT(order_, CertificateValidFor(std::chrono::days(14))); });
  expect_golden("failure_certificate",
                std::regex_replace(text, std::regex("expired .* ago"), "expired N days ago"));
}

TEST_F(FailureGoldenTest, GoldenFile) {
  const TemporaryFolder folder;
  golden_settings() = {GoldenSettings::Update::kNone, folder.path("")};
  folder.write("order.json", R"({"id":8,"status":"PENDING","token":"***","items":[],"total":17})");
  const auto text = [&](const char* name) {
    std::string result = text_of_failure([&] { EXPECT_THAT(order_, MatchesGolden(name)); });
    const std::string path = folder.path("");
    for (auto at = result.find(path); at != std::string::npos; at = result.find(path)) {
      result.replace(at, path.size(), "golden/");
    }
    return result;
  };
  expect_golden("failure_golden_file", text("order.json"));
  expect_golden("failure_golden_file_missing", text("none.json"));
  golden_settings() = {};
}

TEST_F(FailureGoldenTest, Compositions) {
  expect_text("all_of", [&] {
    EXPECT_THAT(order_, AllOf(StatusIs(503), JsonAt("/id", 7), JsonAt("/status", "PAID")));
  });
  expect_text("any_of", [&] { EXPECT_THAT(order_, AnyOf(StatusIs(200), StatusIs(204))); });
  expect_text("not", [&] { EXPECT_THAT(order_, Not(StatusIs(503))); });
  expect_text("not_all_of",
              [&] { EXPECT_THAT(order_, Not(AllOf(StatusIs(503), JsonAt("/id", 7)))); });
  expect_text("google_mock", [&] {
    EXPECT_THAT(order_, testing::AllOf(StatusIs(503), Property(&Response::body, "x")));
  });
}

TEST_F(FailureGoldenTest, OtherAssertions) {
  const std::string type = "text/html";
  expect_text("expect_eq", [&] { EXPECT_EQ(order_.header("Content-Type"), type); });
  expect_text("expect_true", [&] { EXPECT_TRUE(order_.body().empty()) << "a comment"; });
  expect_text("expect_that", [&] { EXPECT_THAT(order_.attempts(), Gt(3)); });
  expect_text("add_failure", [&] { ADD_FAILURE() << "no stock\nof the item"; });
}

TEST_F(FailureGoldenTest, MissingResponse) {
  SampleResponse none(Failure::kRefused, "connect to 127.0.0.1:8080: connection refused");
  none.exchange.location = {"shop.cc", 6};
  context_.exchange = &none.exchange;
  expect_golden("failure_no_response", text_of_failure([&] {
                  EXPECT_THAT(none.response(), AllOf(StatusIs(201), JsonAt("/id", 7)));
                }));
}

TEST_F(FailureGoldenTest, PollingThatTimedOut) {
  context_.polled = "41 attempts in 10 s";
  expect_text("polling", [&] { EXPECT_THAT(order_, JsonAt("/status", "PAID")); });
}

TEST_F(FailureGoldenTest, SetUp) {
  context_.step = "SetUp";
  expect_text("set_up", [&] { ADD_FAILURE() << "no account left"; });
}

TEST_F(FailureGoldenTest, UnderLoad) {
  DistinctFailure failure;
  failure.journey = context_.journey;
  failure.step = context_.step;
  failure.message = "expected status 201, got 503";
  failure.examples = {text_of_failure([&] { EXPECT_THAT(order_, StatusIs(201)); })};
  const std::string text = first_example(failure, "10 times (status 503), the first:");
  EXPECT_EQ(text.find(headline(failure)), 0U);
  expect_golden("failure_under_load", text);
}

TEST_F(FailureGoldenTest, NoTextShowsASecret) {
  redactor().add_secret("ORDER_KEY", "hush-order-1812");
  SampleResponse echo(200, R"({"key":"hush-order-1812","password":"p4ss"})");
  for (const std::string& text :
       {text_of_failure([&] { EXPECT_THAT(echo.response(), JsonAt("/key", "x")); }),
        text_of_failure([&] { EXPECT_THAT(echo.response(), JsonAt("/password", "y4ss")); }),
        text_of_failure([&] { EXPECT_THAT(echo.response(), BodyIs("hush-order-1812")); }),
        text_of_failure([&] { EXPECT_EQ(echo.response().body(), "x") << "hush-order-1812"; }),
        text_of_failure([&] { ADD_FAILURE() << "key hush-order-1812\nhush-order-1812"; })}) {
    EXPECT_THAT(text, AllOf(Not(HasSubstr("hush")), Not(HasSubstr("4ss"))));
  }
}

}  // namespace as_a_user
