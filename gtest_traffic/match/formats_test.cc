// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/match/sample_response.h"
#include "gtest_traffic/matchers.h"

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::Each;
using testing::Not;

constexpr WallTime kTime = std::chrono::sys_days(std::chrono::year(2026) / 3 / 14) + 15h;
constexpr std::string_view kRecord =
    R"({"id":"0190f3a1-7b2c-7def-8123-456789ABCDEF","at":"2026-03-14T15:00:07Z","day":"2026-03-14",)"
    R"("url":"https://example.org/a?b#c","n":5,"ids":["0190f3a1-7b2c-7def-8123-456789abcdef"]})";

TEST(FormatsTest, AcceptsValidValues) {
  EXPECT_THAT("0190f3a1-7b2c-7def-8123-456789abcdef", IsUuid());
  EXPECT_THAT(std::string("https://example.org/x"), IsUrl());
  EXPECT_THAT(std::string_view("2024-02-29"), IsDate());
  EXPECT_THAT("2026-03-14T15:09:26.5+01:00", IsTimestamp());
  for (const char* const text :
       {"", "0190f3a1-7b2c-7def-8123-456789abcde", "0190f3a1-7b2c-7def-8123-456789abcdeg",
        "{0190f3a1-7b2c-7def-8123-456789abcdef}", "0190f3a1x7b2c-7def-8123-456789abcdef"}) {
    EXPECT_THAT(text, Not(IsUuid()));
  }
  for (const char* const text :
       {"", "/path", "example.org", "http://", "mailto:a@b", "http://a b"}) {
    EXPECT_THAT(text, Not(IsUrl()));
  }
  EXPECT_THAT("2023-02-29", AllOf(Not(IsDate()), Not(IsTimestamp())));
}

TEST(FormatsTest, MatchesJsonHeadersAndBodies) {
  SampleResponse sample(200, kRecord, "HTTP/1.1 200 OK\r\nLocation: https://a.example/1\r\n\r\n");
  EXPECT_TRUE(matches(sample, JsonAt("/id", IsUuid())));
  EXPECT_TRUE(matches(sample, JsonAt("/url", IsUrl())));
  EXPECT_TRUE(matches(sample, JsonAt("/day", IsDate())));
  EXPECT_TRUE(matches(sample, JsonAt("/at", IsTimestamp())));
  EXPECT_TRUE(matches(sample, JsonAt("/ids", Each(IsUuid()))));
  EXPECT_TRUE(matches(sample, JsonAt("/day", Not(IsUuid()))));
  EXPECT_TRUE(matches(sample, HeaderIs("Location", IsUrl())));
  EXPECT_TRUE(matches(SampleResponse(200, "2026-03-14"), BodyIs(IsDate())));
}

TEST(FormatsTest, ExplainsExpectedAndActual) {
  SampleResponse sample(200, kRecord);
  EXPECT_EQ(describe(JsonAt("/day", IsUuid())), "JSON /day that is a UUID");
  EXPECT_EQ(describe_negation(JsonAt("/day", IsUuid())), "JSON /day that is not a UUID");
  EXPECT_EQ(explain(sample, JsonAt("/day", IsUuid())), "got \"2026-03-14\"");
  EXPECT_EQ(describe(HeaderIs("Location", IsUrl())), "header Location that is an absolute URL");
}

TEST(FormatsTest, OtherTypesNeverMatch) {
  SampleResponse sample(200, kRecord);
  EXPECT_FALSE(matches(sample, JsonAt("/n", IsUuid())));
  EXPECT_FALSE(matches(sample, JsonAt("/n", Not(IsUuid()))));
  EXPECT_EQ(explain(sample, JsonAt("/n", IsUuid())),
            "got 5, but the matcher does not apply to the type number");
}

TEST(IsWithinTest, ComparesDistance) {
  SampleResponse sample(200, kRecord);
  EXPECT_TRUE(matches(sample, JsonAt("/at", IsWithin(7s, kTime))));
  EXPECT_TRUE(matches(sample, JsonAt("/at", IsWithin(5s, kTime + 10s))));
  EXPECT_FALSE(matches(sample, JsonAt("/at", IsWithin(6s, kTime))));
  EXPECT_FALSE(matches(SampleResponse(200, "9999-12-31T23:59:59Z"), BodyIs(IsWithin(7s, kTime))));
  EXPECT_EQ(describe(JsonAt("/at", IsWithin(5s, kTime))),
            "JSON /at that is within 5 s of 2026-03-14T15:00:00.000Z");
  EXPECT_EQ(explain(sample, JsonAt("/at", IsWithin(5s, kTime))),
            "got \"2026-03-14T15:00:07Z\", which is 7 s after");
  EXPECT_EQ(explain(sample, JsonAt("/at", IsWithin(5s, kTime + 72h))),
            "got \"2026-03-14T15:00:07Z\", which is 2 days before");
  EXPECT_EQ(explain(sample, JsonAt("/day", IsWithin(5s, kTime))),
            "got \"2026-03-14\", which is not an RFC 3339 time");
}

TEST(FormatsTest, OmitsTextsWhenQuiet) {
  SampleResponse sample(200, kRecord);
  quiet() = true;
  EXPECT_EQ(explain(sample, JsonAt("/day", IsUrl())), "");
  EXPECT_EQ(describe(JsonAt("/day", IsUuid())), "");
  EXPECT_FALSE(matches(sample, JsonAt("/day", IsUuid())));
  quiet() = false;
}

}  // namespace
}  // namespace traffic::detail
