// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest-spi.h>

#include <algorithm>
#include <boost/json/parse.hpp>
#include <string>

#include "gtest_traffic/match/condense.h"
#include "gtest_traffic/match/sample_response.h"
#include "gtest_traffic/matchers.h"

namespace traffic::detail {
namespace {

using testing::EndsWith;
using testing::Not;

constexpr std::string_view kOrder = R"({
  "title": "Order", "type": "object", "required": ["id", "items"],
  "properties": {
    "id": {"type": "integer", "minimum": 1},
    "password": {"type": "string"},
    "items": {"type": "array", "items": {"properties": {"price": {"minimum": 0}}}}
  },
  "additionalProperties": false
})";

TEST(MatchesSchemaTest, AcceptsEverySchemaForm) {
  SampleResponse sample(200, R"({"id":1,"items":[]})");
  const Response response = sample.response();
  const Expected<Schema> checked = Schema::parse(kOrder);
  ASSERT_TRUE(checked);
  EXPECT_THAT(response, MatchesSchema(checked));
  EXPECT_THAT(response, MatchesSchema(*checked));
  EXPECT_THAT(response, MatchesSchema(Schema::parse(kOrder)));
  EXPECT_THAT(response, MatchesSchema(Schema(*checked)));
  EXPECT_THAT(response, MatchesSchema(kOrder));
  EXPECT_THAT(response, MatchesSchema(R"({"required": ["id"]})"));
  EXPECT_THAT(response, MatchesSchema(std::string(R"({"required": ["id"]})")));
  EXPECT_THAT(response, MatchesSchema(boost::json::parse(R"({"required": ["id"]})")));
  EXPECT_THAT(response, Not(MatchesSchema(R"({"required": ["name"]})")));
  EXPECT_THAT(response, AllOf(StatusIs(200), MatchesSchema(checked)));
}

TEST(MatchesSchemaTest, ReportsLocationAndReason) {
  SampleResponse sample(200, R"({"id":0,"items":[{"price":-3.5}],"password":7,"x":1})");
  EXPECT_EQ(describe(MatchesSchema(kOrder)), "JSON that matches the schema 'Order'");
  EXPECT_EQ(describe_negation(MatchesSchema("{}")), "JSON that does not match the schema");
  EXPECT_EQ(explain(sample, MatchesSchema(kOrder)),
            "got an error at /id: expected at least 1, got 0 (#/properties/id/minimum)\n"
            "    /items/0/price: expected at least 0, got -3.5 "
            "(#/properties/items/items/properties/price/minimum)\n"
            "    /password: expected string, got *** (#/properties/password/type)\n"
            "    /x: expected no value, got 1 (#/additionalProperties)");
  EXPECT_EQ(explain(SampleResponse(200, "{}"), MatchesSchema(kOrder)),
            "got an error at the root: expected a member 'id', got {} (#/required)\n"
            "    the root: expected a member 'items', got {} (#/required)");
}

TEST(MatchesSchemaTest, ShowsAtMostTenLines) {
  SampleResponse sample(200, "[1,2,3,4,5,6,7,8,9,10,11,12]");
  const std::string text = explain(sample, MatchesSchema(R"({"items": {"type": "string"}})"));
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 9);
  EXPECT_THAT(text, EndsWith("\n    and more"));
}

TEST(MatchesSchemaTest, ExplainsMissingDocument) {
  EXPECT_EQ(explain(SampleResponse(200, "<html>"), MatchesSchema(kOrder)),
            "got a body that is not JSON (syntax error at byte 0)");
  EXPECT_EQ(explain(SampleResponse(Failure::kClosed, "after 12 bytes"), MatchesSchema(kOrder)),
            "got no response (closed)");
}

TEST(MatchesSchemaTest, MalformedSchemaFailsEvenWhenNegated) {
  EXPECT_NONFATAL_FAILURE(EXPECT_TRUE(matches(SampleResponse(200, "{}"), Not(MatchesSchema("{o")))),
                          "the schema is not JSON (syntax error)");
  EXPECT_NONFATAL_FAILURE(
      EXPECT_FALSE(matches(SampleResponse(200, "{}"),
                           MatchesSchema(R"({"type": "strin", "$ref": "other.json"})"))),
      "the schema is invalid\n"
      "    #/$ref: 'other.json' refers to an unknown document: add it to SchemaOptions::documents, "
      "because nothing is downloaded\n"
      "    #/type: expected the name of a JSON type, got \"strin\"");
}

TEST(MatchesSchemaTest, FormatsFailedCheck) {
  SampleResponse sample(200, R"({"id":0,"items":[]})");
  testing::TestPartResultArray results;
  {
    testing::ScopedFakeTestPartResultReporter reporter(
        testing::ScopedFakeTestPartResultReporter::INTERCEPT_ONLY_CURRENT_THREAD, &results);
    EXPECT_THAT(sample.response(), MatchesSchema(kOrder));
  }
  ASSERT_EQ(results.size(), 1);
  EXPECT_EQ(condense(results.GetTestPartResult(0).message()).summary,
            "expected JSON that matches the schema 'Order', got an error at "
            "/id: expected at least 1, got 0 (#/properties/id/minimum)");
}

}  // namespace
}  // namespace traffic::detail
