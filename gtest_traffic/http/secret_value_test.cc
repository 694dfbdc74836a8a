// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/http/secret_value.h"

#include <gtest/gtest.h>

#include "gtest_traffic/base/base64.h"
#include "gtest_traffic/http/redaction.h"

namespace traffic::detail {
namespace {

// Has a character of each kind that some encoding changes.
constexpr std::string_view kSecret = "p+s/ \"w\\\xC3\xA9<&%a";

std::string hide(std::string_view text, std::string_view secret = kSecret) {
  Redactor redactor;
  redactor.add_secret("S", std::string(secret));
  return redactor.redact(text);
}

TEST(SecretValueTest, FindsEveryEncoding) {
  for (const std::string_view encoded : {
           kSecret,                                                         // as it is
           std::string_view("p%2Bs%2F%20%22w%5C%C3%A9%3C%26%25a"),          // in a URL
           std::string_view("p%2bs/%20\"w%5c%c3%a9<%26%25a"),               // partly
           std::string_view("%70%2B%73%2F%20%22%77%5C%C3%A9%3C%26%25%61"),  // more than necessary
           std::string_view("p%2Bs%2F+%22w%5C%C3%A9%3C%26%25a"),            // in a form
           std::string_view("p%252Bs%252F%2520%2522w%255C%25C3%25A9%253C%2526%2525a"),
           std::string_view("p+s/ \\\"w\\\\\xC3\xA9<&%a"),  // in JSON
           std::string_view(R"(p\u002Bs\/ \u0022w\\\u00e9\u003C\u0026%a)"),
           std::string_view(R"(p\\u002Bs\\\/ \\\"w\\\\\\u00E9\\u003c\\u0026%a)"),  // JSON in JSON
           std::string_view(R"(p\\\\u002Bs/ \\\\\\\"w\\\\\\\\\\\\u00E9<&%a)"),     // once more
           std::string_view("p&#43;s&#x2F; &quot;w\\&#233;&lt;&amp;%a"),           // in XML
           std::string_view("p&#43;s/ \\\\&quot;w\\\\\\\\\xC3\xA9\\u0026lt;&amp;amp;%a"),
           std::string_view("p+s/ \\\"w\\\\\\xC3\\xA9<&%a"),        // by GoogleTest
           std::string_view("p+s/ \"\"w\\\xC3\xA9<&%a"),            // in CSV
           std::string_view("p\\+s\\/ \\\"w\\\\\xC3\xA9\\<\\&%a"),  // in Markdown
           std::string_view("702b732f2022775cc3a93c262561"),        // in hexadecimal
           std::string_view("702B732F2022775CC3A93C262561"),
       }) {
    const std::string text = hide("-" + std::string(encoded) + "-");
    EXPECT_EQ(text, "-***-") << "encoded " << encoded;
  }
}

TEST(SecretValueTest, FindsBase64AtEachAlignment) {
  for (const std::string_view secret :
       {kSecret, std::string_view("k-42"), std::string_view("12345")}) {
    for (const std::string before : {"", "a", "ab", "ada:"}) {
      for (const std::string after : {"", "x", "xy", "xyz"}) {
        const std::string encoded = to_base64(before + std::string(secret) + after);
        const std::string text = hide(encoded, secret);
        EXPECT_NE(text.find("***"), std::string::npos) << before << secret << after;
        EXPECT_LE(text.size(), (before.size() + after.size() + 2) * 4 / 3 + 5) << text;
      }
    }
  }
}

TEST(SecretValueTest, FindsEscapedBase64) {
  // Its base64 has the characters of both alphabets: `fn5+P35/`.
  constexpr std::string_view kTildes = "~~~?~\x7F";
  EXPECT_EQ(hide(to_base64(kTildes), kTildes), "***");
  for (const char* text : {"fn5-P35_", "fn5%2BP35%2F", R"(fn5\u002bP35\/)", "fn5&#43;P35/",
                           "fn5+\r\nP35/", R"(fn5+\r\nP35/)"}) {
    EXPECT_EQ(hide(text, kTildes), "***") << text;
  }
}

TEST(SecretValueTest, LeavesOtherTexts) {
  for (const char* text : {"p+s/ \"w", "p+s/ \"W\\é<&%a", "p%2Cs%2F%20%22w%5C%C3%A9%3C%26%25a",
                           "702b732f2022775d", ""}) {
    EXPECT_EQ(hide(text), text);
  }
  EXPECT_EQ(hide(R"({"a\\b":"\u00e9%"})", "a\\\\b-c"), R"({"a\\b":"\u00e9%"})");
}

TEST(SecretValueTest, KeepsJsonWhole) {
  EXPECT_EQ(hide(R"({"a":"pass\\"})", "pass\\"), R"({"a":"***"})");
  EXPECT_EQ(hide(R"({"a":"pass\""})", "pass\""), R"({"a":"***"})");
  EXPECT_EQ(hide(R"(["{\"a\":\"pass\\\"\"}"])", "pass\""), R"(["{\"a\":\"***\"}"])");
}

TEST(SecretValueTest, ReadsAmbiguousTextInReasonableTime) {
  const std::string backslashes(512, '\\');
  EXPECT_EQ(hide(backslashes, backslashes.substr(0, 16) + "x"), backslashes);
  std::string percents, references;
  for (int i = 0; i < 200; ++i) percents += "%25", references += "&amp;#38;";
  EXPECT_EQ(hide(percents, "%%%%%%%%%%%%%%%%x"), percents);
  EXPECT_EQ(hide(references, "&&&&&&&&&&&&&&&&x"), references);
}

}  // namespace
}  // namespace traffic::detail
