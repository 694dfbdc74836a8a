// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/http/redaction.h"

#include <gmock/gmock.h>

#include <string>
#include <thread>

#include "gtest_traffic/form.h"

namespace traffic::detail {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(RedactorTest, HidesRegisteredValues) {
  Redactor redactor;
  redactor.add_secret("API_KEY", "k-42 /x");
  EXPECT_EQ(redactor.redact("a k-42 /x b k-42 /x"), "a *** b ***");
  EXPECT_EQ(redactor.redact("/p?q=k-42%20%2Fx"), "/p?q=***");
  EXPECT_EQ(redactor.redact("q=k-42+%2Fx&r=1"), "q=***&r=1");
}

TEST(RedactorTest, HidesFormEncodedValue) {
  Redactor redactor;
  redactor.add_secret("PIN", "p@ss*w rd~");
  std::string body = "pin=";
  append_form_encoded(body, "p@ss*w rd~");
  EXPECT_EQ(body, "pin=p%40ss*w+rd%7E");
  EXPECT_EQ(redactor.redact(body), "pin=***");
}

TEST(RedactorTest, HidesValueEscapedInJson) {
  Redactor redactor;
  redactor.add_secret("S", "a\"b\\c");
  EXPECT_EQ(redactor.redact(R"({"x":"a\"b\\c"})"), R"({"x":"***"})");
}

TEST(RedactorTest, IgnoresShortValues) {
  Redactor redactor;
  redactor.add_secret("S", "abc");
  redactor.add_secret("S", "");
  EXPECT_EQ(redactor.redact("abc abc"), "abc abc");
}

TEST(RedactorTest, HidesOverlappingSecretsCompletely) {
  Redactor redactor;
  redactor.add_secret("A", "abcdef");
  redactor.add_secret("B", "defghi");
  EXPECT_EQ(redactor.redact("-abcdefghi-"), "-***-");
}

TEST(RedactorTest, HidesHeaderFieldsByName) {
  const Redactor redactor;
  EXPECT_EQ(redactor.redact_head("GET /a?token=t1&b=2 HTTP/1.1\r\n"
                                 "Host: a\r\n"
                                 "AUTHORIZATION: Bearer abc.def\r\n"
                                 "Cookie: sid=1; theme=dark\r\n"
                                 "X-API-Key: 1\r\n"
                                 "X-Empty:\r\n"
                                 "Accept: */*\r\n\r\n"),
            "GET /a?token=***&b=2 HTTP/1.1\r\n"
            "Host: a\r\n"
            "AUTHORIZATION: Bearer ***\r\n"
            "Cookie: ***\r\n"
            "X-API-Key: ***\r\n"
            "X-Empty:\r\n"
            "Accept: */*\r\n\r\n");
}

TEST(RedactorTest, HidesUnknownAuthorizationScheme) {
  EXPECT_EQ(Redactor().redact_head("GET / HTTP/1.1\r\nAuthorization: my secret\r\n\r\n"),
            "GET / HTTP/1.1\r\nAuthorization: ***\r\n\r\n");
}

TEST(RedactorTest, HidesFoldedFieldCompletely) {
  EXPECT_EQ(Redactor().redact_head("GET / HTTP/1.1\r\nCookie: a=1;\r\n b=2\r\nA: 1\r\n\r\n"),
            "GET / HTTP/1.1\r\nCookie: ***\r\nA: 1\r\n\r\n");
}

TEST(RedactorTest, HidesJsonFieldsByName) {
  const Redactor redactor;
  EXPECT_EQ(redactor.redact(R"({"user":"u","Password" : "p\"q","n":1})"),
            R"({"user":"u","Password" : "***","n":1})");
  EXPECT_EQ(redactor.redact(R"({"accessToken":"x","credit_card_cvv":672})"),
            R"({"accessToken":"***","credit_card_cvv":"***"})");
  EXPECT_EQ(redactor.redact(R"({"secret":null,"password":true,"token":{"a":1},"token":""})"),
            R"({"secret":null,"password":true,"token":{"a":1},"token":""})");
}

TEST(RedactorTest, HidesJsonFieldsInEscapedText) {
  EXPECT_EQ(Redactor().redact(R"(Which is: "{\"token\":\"a\\\"b\",\"n\":1}")"),
            R"(Which is: "{\"token\":\"***\",\"n\":1}")");
}

TEST(RedactorTest, HidesFormFieldsByName) {
  EXPECT_EQ(Redactor().redact("password=p&user=u&client_secret=s"),
            "password=***&user=u&client_secret=***");
}

TEST(RedactorTest, HidesUserInformationOfUrls) {
  const Redactor redactor;
  EXPECT_EQ(redactor.redact("GET http://ada:p@ss@host:80/x?to=a@b"),
            "GET http://***@host:80/x?to=a@b");
  EXPECT_EQ(redactor.redact(R"({"at":"https:\/\/ada@host\/x"})"),
            R"({"at":"https:\/\/***@host\/x"})");
  for (const char* text : {"http://host/a@b", "http://host?a@b", "mailto:a@b",
                           "http://user:password@host", "a: //", "http://@host"}) {
    EXPECT_EQ(redactor.redact(text), text);
  }
}

TEST(RedactorTest, ValuesOnlyKeepsNamedFields) {
  Redactor redactor;
  redactor.add_secret("KEY", "k-4242");
  EXPECT_EQ(redactor.redact_values("token=$TOKEN&a=k%2D4242, http://me@host/"),
            "token=$TOKEN&a=***, http://***@host/");
}

TEST(RedactorTest, ToleratesTruncatedText) {
  const Redactor redactor;
  const std::string text = R"({"token":"a\"b","password":12,"x":"\\"} ?token=a)";
  for (std::size_t i = 0; i <= text.size(); ++i) {
    EXPECT_THAT(redactor.redact(text.substr(0, i)), Not(HasSubstr("a\\\"")));
    redactor.redact(text.substr(i));
  }
}

TEST(RedactorTest, ReportsVariableOfSecret) {
  Redactor redactor;
  redactor.add_secret("api-key", "k-4242");
  const auto spans = redactor.find("x k-4242 y");
  ASSERT_EQ(spans.size(), 1U);
  EXPECT_EQ(spans[0].begin, 2U);
  EXPECT_EQ(spans[0].end, 8U);
  EXPECT_EQ(spans[0].variable, "API_KEY");
  EXPECT_EQ(redactor.find_in_field("X-Api-Key", "k-4242").at(0).variable, "API_KEY");
  EXPECT_EQ(redactor.find_in_field("X-Api-Key", "other").at(0).variable, "X_API_KEY");
}

TEST(RedactorTest, AddsSecretsDuringConcurrentRedaction) {
  Redactor redactor;
  std::thread adder([&] {
    for (int i = 0; i < 100; ++i) redactor.add_secret("S", "secret-" + std::to_string(i));
  });
  for (int i = 0; i < 100; ++i) redactor.redact("secret-1 and secret-2");
  adder.join();
  EXPECT_EQ(redactor.redact("secret-99"), "***");
}

TEST(IsSensitiveNameTest, IgnoresCaseAndSeparators) {
  for (const char* name :
       {"Authorization", "proxy-authorization", "Set-Cookie", "x-api-key", "API_KEY", "accessToken",
        "refresh_token", "newPassword", "client-secret", "X-CSRF-Token", "card_number"}) {
    EXPECT_TRUE(is_sensitive_name(name)) << name;
  }
  for (const char* name :
       {"", "id", "name", "Accept", "key", "tokens", "nextPageToken", "passport"}) {
    EXPECT_FALSE(is_sensitive_name(name)) << name;
  }
}

TEST(VariableNameTest, ReturnsShellIdentifier) {
  EXPECT_EQ(variable_name("x-api-key"), "X_API_KEY");
  EXPECT_EQ(variable_name("2fa"), "_2FA");
  EXPECT_EQ(variable_name(""), "_");
}

}  // namespace
}  // namespace traffic::detail
