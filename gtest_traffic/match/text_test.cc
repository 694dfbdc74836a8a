// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/match/sample_response.h"
#include "gtest_traffic/matchers.h"

namespace traffic::detail {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Matcher;
using testing::MatchesRegex;
using testing::StartsWith;

constexpr std::string_view kHead =
    "HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\nSet-Cookie: sid=42\r\n\r\n";

TEST(HeaderIsTest, ComparesValue) {
  SampleResponse sample(200, "pong", kHead);
  EXPECT_TRUE(matches(sample, HeaderIs("content-type", "text/plain; charset=utf-8")));
  EXPECT_FALSE(matches(sample, HeaderIs("Content-Type", "text/plain")));
  EXPECT_TRUE(matches(sample, HeaderIs("Content-Type", std::string("text/plain; charset=utf-8"))));
  EXPECT_EQ(describe(HeaderIs("Content-Type", "text/html")),
            "header Content-Type to be \"text/html\"");
  EXPECT_EQ(explain(sample, HeaderIs("Content-Type", "text/html")),
            "got \"text/plain; charset=utf-8\"");
}

TEST(HeaderIsTest, AcceptsStringMatchers) {
  SampleResponse sample(200, "pong", kHead);
  EXPECT_TRUE(matches(sample, HeaderIs("Content-Type", StartsWith("text/"))));
  EXPECT_TRUE(matches(sample, HeaderIs("Content-Type", MatchesRegex("text/.*utf-8"))));
  EXPECT_TRUE(matches(sample, HeaderIs("Content-Type", Matcher<std::string>(HasSubstr("plain")))));
  EXPECT_FALSE(matches(sample, HeaderIs("Content-Type", StartsWith("application/"))));
  EXPECT_EQ(describe(HeaderIs("ETag", StartsWith("W/"))), "header ETag that starts with \"W/\"");
}

TEST(HeaderIsTest, ReportsMissingHeader) {
  SampleResponse sample(200, "pong", kHead);
  EXPECT_FALSE(matches(sample, HeaderIs("ETag", "x")));
  EXPECT_FALSE(matches(sample, HeaderIs("ETag", "")));
  EXPECT_FALSE(matches(sample, HeaderIs("ETag", IsEmpty())));
  EXPECT_EQ(explain(sample, HeaderIs("ETag", "x")), "got no such header");
}

TEST(HeaderIsTest, HidesSensitiveValues) {
  SampleResponse sample(200, "pong", kHead);
  EXPECT_TRUE(matches(sample, HeaderIs("Set-Cookie", "sid=42")));
  EXPECT_EQ(describe(HeaderIs("Set-Cookie", "sid=1")), "header Set-Cookie to be ***");
  EXPECT_EQ(explain(sample, HeaderIs("Set-Cookie", "sid=1")), "got ***");
}

TEST(BodyTextTest, IsReadByCharset) {
  SampleResponse sample(200, "caf\xe9 \x80",
                        "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=windows-1252\r\n\r\n");
  EXPECT_TRUE(matches(sample, BodyContains("café")));
  EXPECT_TRUE(matches(sample, BodyIs("café €")));
  EXPECT_TRUE(matches(sample, BodyIs(StartsWith("café"))));
  EXPECT_FALSE(matches(sample, BodyContains("caf\xe9")));
  EXPECT_THAT(explain(sample, BodyIs("tea")), HasSubstr("café €"));
}

TEST(BodyTextTest, IsExplainedInValidXml) {
  const std::string shown = explain(SampleResponse(200, "a \uFFFE", kHead), BodyIs("tea"));
  EXPECT_EQ(shown.find("\uFFFE"), std::string::npos) << shown;
}

TEST(BodyIsTest, ComparesWholeBody) {
  SampleResponse sample(200, "pong", kHead);
  EXPECT_TRUE(matches(sample, BodyIs("pong")));
  EXPECT_FALSE(matches(sample, BodyIs("pon")));
  EXPECT_TRUE(matches(sample, BodyIs(StartsWith("po"))));
  EXPECT_TRUE(matches(SampleResponse(204), BodyIs(IsEmpty())));
  EXPECT_EQ(describe(BodyIs("ping")), "body to be \"ping\"");
  EXPECT_EQ(explain(sample, BodyIs("ping")), "got \"pong\"");
  EXPECT_EQ(explain(SampleResponse(204), BodyIs("ping")), "got an empty one");
  EXPECT_EQ(explain(SampleResponse(200, "\x89PNG"), BodyIs("ping")), "got 4 bytes of binary data");
}

TEST(BodyContainsTest, FindsSubstring) {
  SampleResponse sample(200, "<title>Hot Product</title>", kHead);
  EXPECT_TRUE(matches(sample, BodyContains("Hot")));
  EXPECT_FALSE(matches(sample, BodyContains("Cold")));
  EXPECT_EQ(describe(BodyContains("Cold")), "body that contains \"Cold\"");
  EXPECT_EQ(describe_negation(BodyContains("Cold")), "body that does not contain \"Cold\"");
  EXPECT_EQ(explain(sample, BodyContains("Cold")), "got \"<title>Hot Product</title>\"");
}

TEST(BodyContainsTest, TruncatesTextAndHidesSecrets) {
  const std::string body = R"({"token":"abc","x":")" + std::string(500, 'x') + "\"}";
  const std::string text = explain(SampleResponse(200, body), BodyContains("y"));
  EXPECT_THAT(text, testing::Not(HasSubstr("abc")));
  EXPECT_THAT(text, HasSubstr("more bytes)"));
}

TEST(TextMatchersTest, ExplainsMissingResponse) {
  SampleResponse sample(Failure::kDns, "shop: unknown host");
  EXPECT_FALSE(matches(sample, BodyIs("")));
  EXPECT_FALSE(matches(sample, BodyContains("")));
  EXPECT_EQ(explain(sample, BodyIs("x")), "got no response (dns)");
  EXPECT_EQ(explain(sample, BodyContains("x")), "got no response (dns)");
  EXPECT_EQ(explain(sample, HeaderIs("a", "x")), "got no response (dns)");
}

}  // namespace
}  // namespace traffic::detail
