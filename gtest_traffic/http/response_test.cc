// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/response.h"

#include <gmock/gmock.h>

#include <boost/json/monotonic_resource.hpp>
#include <boost/json/value.hpp>
#include <sstream>
#include <string>

#include "gtest_traffic/http/quiet.h"

namespace traffic::detail {
namespace {

using testing::HasSubstr;
using testing::Not;

class ResponseTest : public testing::Test {
 protected:
  Response respond(std::string_view body) {
    exchange_.status = 200;
    exchange_.name = "GET /api/users/{}";
    exchange_.response_head =
        "HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=utf-8\r\n\r\n";
    exchange_.body = body;
    document_.memory = &memory_;
    return {exchange_, document_};
  }
  Response fail() {
    exchange_.failure = Failure::kRefused;
    exchange_.failure_detail = "connect to 127.0.0.1:9: connection refused";
    document_.memory = &memory_;
    return {exchange_, document_};
  }
  static std::string missing(const Response& response, std::string_view pointer) {
    try {
      response[pointer];
    } catch (const MissingValue& missing) {
      return missing.what();
    }
    ADD_FAILURE() << "no MissingValue for " << pointer;
    return {};
  }

  boost::json::monotonic_resource memory_;
  Exchange exchange_;
  Response::Document document_;
};

TEST_F(ResponseTest, FindsValuesByPointer) {
  const Response response = respond(R"({"user":{"id":7,"a/b":["x",{"c":true}]}})");
  EXPECT_EQ(response["/user/id"].as_int64(), 7);
  EXPECT_EQ(response["/user/a~1b/1/c"].as_bool(), true);
  EXPECT_TRUE(response[""].is_object());
}

TEST_F(ResponseTest, StatesPathOfAValueOfAnotherType) {
  const Response response = respond(R"({"user":{"id":"seven"}})");
  try {
    response["/user/id"].as_int64();
    FAIL() << "a text is no number";
  } catch (const MissingValue& missing) {
    EXPECT_STREQ(missing.what(), "expected an int64 at '/user/id', got string");
  }
}

TEST_F(ResponseTest, HoldsNothingBeforeARequest) {
  Response response;
  EXPECT_EQ(response.status(), 0);
  EXPECT_EQ(response.json(), nullptr);
  EXPECT_THAT(missing(response, "/id"), HasSubstr("the variable holds no response yet"));
  response = respond(R"({"id":7})");
  EXPECT_EQ(response["/id"], 7);
}

TEST_F(ResponseTest, PrintsToAStream) {
  std::ostringstream out;
  out << respond("{}");
  EXPECT_EQ(out.str(), "200 OK, application/json, 2 bytes");
}

TEST_F(ResponseTest, ParsesBodyOnce) {
  const Response response = respond(R"({"a":1})");
  const boost::json::value* value = response.json();
  ASSERT_NE(value, nullptr);
  const Response copy = response;
  EXPECT_EQ(copy.json(), value);
  EXPECT_EQ(response.json_error(), "");
}

TEST_F(ResponseTest, ParsesIntoMemoryOfDocument) {
  const Response response = respond(R"({"a":"a string too long to stay inside of a value"})");
  EXPECT_EQ(response.json()->storage().get(), &memory_);
}

TEST_F(ResponseTest, ParsesAgainAfterFailedParse) {
  EXPECT_EQ(respond("[1,2,").json(), nullptr);
  document_ = {};
  EXPECT_NE(respond("[1,2]").json(), nullptr);
}

TEST_F(ResponseTest, ReportsJsonParseError) {
  EXPECT_THAT(std::string(respond(R"({"a":oops})").json_error()), HasSubstr("at byte 5"));
  document_ = {};
  EXPECT_EQ(respond("").json_error(), "the body is empty");
  document_ = {};
  EXPECT_THAT(std::string(respond("{} {}").json_error()), HasSubstr("extra"));
  document_ = {};
  EXPECT_THAT(std::string(respond(std::string(100, '[')).json_error()), HasSubstr("too deep"));
  EXPECT_EQ(document_.value, nullptr);
}

TEST_F(ResponseTest, ReportsMissingPointerAndExistingNames) {
  const Response response = respond(R"({"user":{"id":7,"name":"Ada"},"items":[1,2]})");
  EXPECT_EQ(missing(response, "/user/mail/0"),
            "expected a value at '/user/mail/0' in the response to 'GET /api/users/{}', got none: "
            "'/user' has only 'id', 'name'\n"
            R"(200 OK, body: {"user":{"id":7,"name":"Ada"},"items":[1,2]})");
  EXPECT_THAT(missing(response, "/id"), HasSubstr("the body has only 'user', 'items'"));
  EXPECT_THAT(missing(response, "/items/2"), HasSubstr("'/items' is an array of 2 items"));
  EXPECT_THAT(missing(response, "/user/id/x"), HasSubstr("'/user/id' is neither an object nor an"));
  EXPECT_THAT(missing(response, "id"), HasSubstr("as in '/id'"));
}

TEST_F(ResponseTest, ReportsMissingValueWithoutSecrets) {
  const std::string body = R"({"token":"abc123","x":")" + std::string(1000, 'x') + "\"}";
  const std::string message = missing(respond(body), "/id");
  EXPECT_THAT(message, HasSubstr(R"("token":"***")"));
  EXPECT_THAT(message, Not(HasSubstr("abc123")));
  EXPECT_THAT(message, HasSubstr(" more bytes)"));
  EXPECT_LT(message.size(), 700U);
}

TEST_F(ResponseTest, ShowsNonJsonBodyForMissingValue) {
  EXPECT_THAT(
      missing(respond("<html>Sorry</html>"), "/id"),
      testing::AllOf(HasSubstr("a body that is not JSON"), HasSubstr("<html>Sorry</html>")));
}

TEST_F(ResponseTest, ReportsFailureForMissingValue) {
  EXPECT_THAT(missing(fail(), "/id"),
              HasSubstr("no response (refused: connect to 127.0.0.1:9: connection refused)"));
}

TEST_F(ResponseTest, FindsHeadersIgnoringCase) {
  EXPECT_EQ(respond("{}").header("content-type"), "application/json; charset=utf-8");
  EXPECT_EQ(respond("{}").header("etag"), "");
}

TEST_F(ResponseTest, RecordsStatusAccess) {
  const Response response = respond("{}");
  EXPECT_FALSE(exchange_.status_checked);
  EXPECT_EQ(response.status(), 200);
  EXPECT_TRUE(exchange_.status_checked);
}

TEST_F(ResponseTest, PrintsOneLine) {
  EXPECT_EQ(testing::PrintToString(respond("{}")), "200 OK, application/json, 2 bytes");
  exchange_.response_head = {};
  EXPECT_EQ(testing::PrintToString(Response(exchange_, document_)), "200, 2 bytes");
}

TEST_F(ResponseTest, PrintsFailure) {
  EXPECT_EQ(testing::PrintToString(fail()),
            "no response (refused: connect to 127.0.0.1:9: connection refused)");
}

TEST_F(ResponseTest, PrintsNothingWhenQuiet) {
  quiet() = true;
  EXPECT_EQ(testing::PrintToString(respond("{}")), "");
  quiet() = false;
}

}  // namespace
}  // namespace traffic::detail
