// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <string>

#include "gtest_traffic/random.h"
#include "gtest_traffic/schema.h"

namespace traffic::detail {
namespace {

Schema schema_of(std::string_view text) { return *Schema::parse(text); }

constexpr std::string_view kOrders = R"({
  "type": "object", "required": ["page", "items"], "additionalProperties": false,
  "properties": {"page": {"type": "integer", "minimum": 1},
                 "items": {"type": "array", "maxItems": 3, "items": {"$ref": "#/$defs/order"}},
                 "point": {"prefixItems": [{"type": "number"}, {"type": "string"}], "items": false}},
  "$defs": {"order": {
    "type": "object", "required": ["id", "status"], "additionalProperties": {"type": "string"},
    "properties": {"id": {"allOf": [{"type": "string"}, {"minLength": 2}, {"maxLength": 3}]},
                   "status": {"enum": ["NEW", "PAID", null, 7]},
                   "tags": {"type": "array", "minItems": 1, "items": {"pattern": "^[a-z\"]+$"}}}}}})";

TEST(SchemaStreamTest, AcceptsValidDocuments) {
  const Schema orders = schema_of(kOrders);
  for (
      const char* const text : {
          R"({"page":1,"items":[]})",
          R"( {"items":[{"id":"ab","status":"PAID","tags":["a","b"],"more":"x"}],"page":2.0} )",
          R"({"page":1,"items":[{"status":null,"id":"\u00e4b"},{"status":7,"id":"abc"}]})",
          R"({"page":1,"items":[{"id":"ab","status":"PA\u0049D","tags":["\"a"]}],"p\u006fint":[1.5,"x"]})",
          R"({"page":1,"page":2,"items":[],"items":[]})",
          R"({"page":18446744073709551615,"items":[],"point":[]})",
      }) {
    EXPECT_TRUE(orders.accepts_without_document(text)) << text;
  }
}

TEST(SchemaStreamTest, NeverAcceptsInvalidDocuments) {
  const Schema orders = schema_of(kOrders);
  for (const char* const text : {
           "",
           "{",
           "[]",
           "null",
           R"({"page":1,"items":[]}})",
           R"({"page":1,"items":[]} x)",
           R"({"page":1})",
           R"({"page":1,"page":1})",
           R"({"page":0,"items":[]})",
           R"({"page":1.5,"items":[]})",
           R"({"page":"1","items":[]})",
           R"({"page":1,"items":{}})",
           R"({"page":1,"items":[],"other":1})",
           R"({"page":1,"items":[{"id":"ab"}]})",
           R"({"page":1,"items":[{"id":"a","status":7}]})",
           R"({"page":1,"items":[{"id":"abcd","status":7}]})",
           R"({"page":1,"items":[{"id":12,"status":7}]})",
           R"({"page":1,"items":[{"id":"ab","status":"OLD"}]})",
           R"({"page":1,"items":[{"id":"ab","status":8}]})",
           R"({"page":1,"items":[{"id":"ab","status":[]}]})",
           R"({"page":1,"items":[{"id":"ab","status":7,"tags":[]}]})",
           R"({"page":1,"items":[{"id":"ab","status":7,"tags":["a","B"]}]})",
           R"({"page":1,"items":[{"id":"ab","status":7,"more":1}]})",
           R"({"page":1,"items":[1]})",
           R"({"page":1,"items":[],"point":[1,2]})",
           R"({"page":1,"items":[],"point":[1,"2",3]})",
           R"({"page":1,"page":"1","items":[]})",
       }) {
    EXPECT_FALSE(orders.accepts_without_document(text)) << text;
  }
  const std::string order = R"({"id":"ab","status":7})";
  EXPECT_FALSE(orders.accepts_without_document(R"({"page":1,"items":[)" + order + "," + order +
                                               "," + order + "," + order + "]}"));
}

TEST(SchemaStreamTest, DefersRulesThatNeedWholeValue) {
  for (const char* const text :
       {R"({"uniqueItems": true})", R"({"contains": {}})", R"({"minProperties": 1})",
        R"({"maxProperties": 9})", R"({"patternProperties": {"a": {}}})", R"({"not": false})",
        R"({"propertyNames": {}})", R"({"dependentRequired": {"a": ["b"]}})",
        R"({"properties": {"deep": {"anyOf": [{}, false]}}})", R"({"oneOf": [{}]})",
        R"({"if": {}})", R"({"unevaluatedItems": false})", R"({"unevaluatedProperties": true})"}) {
    EXPECT_FALSE(schema_of(text).accepts_without_document("1")) << text;
    EXPECT_TRUE(schema_of(text).accepts(1)) << text;
  }
  EXPECT_TRUE(schema_of("{}").accepts_without_document("[[1],{\"a\":{}}]"));
  EXPECT_TRUE(schema_of("true").accepts_without_document("1"));
  EXPECT_FALSE(schema_of("false").accepts_without_document("1"));
}

TEST(SchemaStreamTest, LimitsDepth) {
  const Schema list = schema_of(R"({"items": {"$ref": "#"}})");
  const auto nested = [](std::size_t depth) {
    return std::string(depth, '[') + std::string(depth, ']');
  };
  EXPECT_TRUE(list.accepts_without_document(nested(60)));
  EXPECT_FALSE(list.accepts_without_document(nested(66)));
  EXPECT_FALSE(list.accepts_without_document(std::string(100'000, '[')));
  EXPECT_FALSE(schema_of(R"({"$ref": "#"})").accepts_without_document("1"))
      << "the reference has no end";
}

// For a body with one changed byte, the stream accepts nothing that the document does not accept.
TEST(SchemaStreamTest, AgreesWithDocumentOnMutatedTexts) {
  const Schema orders = schema_of(kOrders);
  const std::string body =
      R"({"page":1,"items":[{"id":"ab","status":"PAID","tags":["a"],"x":"y"},{"id":"abc","status":null}],)"
      R"("point":[1.5,"\u00e9"]})";
  ASSERT_TRUE(orders.accepts_without_document(body));
  Random random(7);
  int accepted = 0;
  for (int i = 0; i < 20'000; ++i) {
    std::string text = body;
    for (auto changes = random.between(1, 2); changes > 0; --changes) {
      const auto at =
          static_cast<std::size_t>(random.between(0, static_cast<std::int64_t>(text.size()) - 1));
      constexpr std::string_view kBytes = "{}[]\",:0123456789.eE-+abtrufnlsx\\ \x80";
      text[at] = kBytes[static_cast<std::size_t>(random.between(0, kBytes.size() - 1))];
    }
    boost::system::error_code error;
    const boost::json::value document = boost::json::parse(text, error);
    const bool valid = !error && orders.accepts(document);
    if (!orders.accepts_without_document(text)) {
      EXPECT_FALSE(valid) << "this schema needs no parsed document: " << text;
      continue;
    }
    ++accepted;
    EXPECT_TRUE(valid) << text;
  }
  EXPECT_GT(accepted, 500);
}

}  // namespace
}  // namespace traffic::detail
