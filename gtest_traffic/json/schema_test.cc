// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/schema.h"

#include <gmock/gmock.h>
#include <pthread.h>

#include <boost/json/parse.hpp>
#include <functional>
#include <string>

#include "gtest_traffic/json/schema_run.h"

namespace traffic::detail {
namespace {

using boost::json::parse;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

Schema schema(std::string_view text, SchemaOptions options = {}) {
  Expected<Schema> made = Schema::parse(text, std::move(options));
  EXPECT_TRUE(made) << made.error().message;
  return made ? *made : *Schema::parse("false");
}

std::string error(std::string_view text, SchemaOptions options = {}) {
  const Expected<Schema> made = Schema::parse(text, std::move(options));
  return made ? "none" : made.error().message;
}

std::string first_failure(const Schema& of, std::string_view instance) {
  const auto failures = of.failures(parse({instance.data(), instance.size()}));
  if (failures.empty()) return "none";
  const SchemaFailure& first = failures.front();
  return first.instance + ": " + first.expected + ": " + first.got + ": " + first.schema;
}

TEST(SchemaTest, ReportsAllErrorsOfSchema) {
  const std::string text = error(R"({"type": "int", "minimum": "1", "required": "id",
    "properties": {"a": {"$ref": "#/nowhere"}, "b": 3, "c": {"pattern": "("}}})");
  EXPECT_THAT(text, HasSubstr("#/type: expected the name of a JSON type, got \"int\""));
  EXPECT_THAT(text, HasSubstr("#/minimum: expected a number, got \"1\""));
  EXPECT_THAT(text, HasSubstr("#/required: expected an array of names, got \"id\""));
  EXPECT_THAT(text,
              HasSubstr("#/properties/a/$ref: cannot resolve '#/nowhere': there is no 'nowhere'"));
  EXPECT_THAT(text, HasSubstr("#/properties/b: expected a schema (an object or a boolean), got 3"));
  EXPECT_THAT(text, HasSubstr("#/properties/c/pattern: '(' is not an ECMA-262 regular expression"));
}

TEST(SchemaTest, ResolvesOnlyGivenDocuments) {
  EXPECT_THAT(error(R"({"$id": "https://example.test/a", "$ref": "b#/x"})"),
              HasSubstr("'b#/x' refers to an unknown document (https://example.test/b)"));
  SchemaOptions options;
  options.documents.add("https://example.test/b", parse(R"({"x": {"type": "null"}})"));
  EXPECT_EQ(
      first_failure(schema(R"({"$id": "https://example.test/a", "$ref": "b#/x"})", options), "1"),
      ": null: 1: https://example.test/b#/x/type");
}

TEST(SchemaTest, RejectsUnknownDialectsAndVocabularies) {
  EXPECT_THAT(error(R"({"$schema": "https://json-schema.org/draft/2019-09/schema"})"),
              HasSubstr("': expected draft 4, draft 7, 2020-12"));
  SchemaOptions options;
  options.documents.add("https://example.test/m",
                        parse(R"({"$vocabulary": {"https://example.test/v": true}})"));
  EXPECT_THAT(error(R"({"$schema": "https://example.test/m"})", options),
              HasSubstr("requires the unknown vocabulary 'https://example.test/v'"));
}

TEST(SchemaTest, ChecksFormatsOnlyOnRequest) {
  EXPECT_TRUE(schema(R"({"format": "date"})").accepts("yesterday"));
  const SchemaOptions asserting{.formats = SchemaFormats::kAssert};
  EXPECT_EQ(first_failure(schema(R"({"format": "date"})", asserting), R"("2023-02-29")"),
            ": format date: \"2023-02-29\": #/format");
  EXPECT_THAT(error(R"({"format": "idn-hostname"})", asserting),
              HasSubstr("#/format: unknown format 'idn-hostname'"));
  EXPECT_EQ(error(R"({"format": "sku"})",
                  {.formats = SchemaFormats::kAssert, .ignored_formats = {"sku"}}),
            "none");
}

TEST(SchemaTest, SupportsOpenApi30) {
  const boost::json::value document = parse(R"({"components": {"schemas": {
    "Pet": {"oneOf": [{"$ref": "#/components/schemas/Cat"}, {"$ref": "#/components/schemas/Dog"}],
            "discriminator": {"propertyName": "kind", "mapping": {"hound": "Dog"}}},
    "Cat": {"properties": {"lives": {"type": "integer", "format": "int32", "nullable": true}}},
    "Dog": {"required": ["barks"], "properties":
             {"barks": {"type": "number", "minimum": 0, "exclusiveMinimum": true}}}}}})");
  const auto pet = Schema::compile(document, {.dialect = SchemaDialect::kOpenApi30,
                                              .formats = SchemaFormats::kAssert,
                                              .at = "/components/schemas/Pet"});
  ASSERT_TRUE(pet) << pet.error().message;
  EXPECT_TRUE(pet->accepts(parse(R"({"kind": "Cat", "lives": null})")));
  EXPECT_TRUE(pet->accepts(parse(R"({"kind": "hound", "barks": 0.5})")));
  EXPECT_EQ(first_failure(*pet, R"({"kind": "Cat", "lives": 3000000000})"),
            "/lives: int32: 3000000000: #/components/schemas/Cat/properties/lives/format");
  EXPECT_EQ(first_failure(*pet, R"({"kind": "Dog", "barks": 0})"),
            "/barks: above 0: 0: #/components/schemas/Dog/properties/barks/exclusiveMinimum");
  EXPECT_THAT(first_failure(*pet, R"({"kind": "Cow"})"),
              HasSubstr("one of 'hound', 'Cat', 'Dog' as 'kind'"));
}

TEST(SchemaTest, ExplainsNearestAlternative) {
  const Schema either = schema(R"({"anyOf": [{"type": "null"},
      {"type": "object", "properties": {"n": {"maximum": 3}}}]})");
  const auto failures = either.failures(parse(R"({"n": 4})"));
  ASSERT_THAT(failures, SizeIs(2));
  EXPECT_EQ(failures[0].expected, "at least one of 2 alternatives");
  EXPECT_EQ(failures[1].schema, "#/anyOf/1/properties/n/maximum");
}

TEST(IsMultipleTest, ComputesExactly) {
  const auto multiple = [](const char* number, const char* of) {
    return is_multiple(parse(number), parse(of));
  };
  EXPECT_TRUE(multiple("0.3", "0.1"));
  EXPECT_TRUE(multiple("0.0075", "0.0001"));
  EXPECT_FALSE(multiple("0.00751", "0.0001"));
  EXPECT_TRUE(multiple("12391239123", "1e-8"));
  EXPECT_TRUE(multiple("-9223372036854775808", "2"));
  EXPECT_TRUE(multiple("1e300", "0.5"));
  EXPECT_FALSE(multiple("5", "1e300"));
}

TEST(AllDifferTest, ComparesByValue) {
  boost::json::array items;
  for (int i = 0; i < 100; ++i) items.emplace_back(i);
  EXPECT_TRUE(all_differ(items));
  items.emplace_back(7.0);
  EXPECT_FALSE(all_differ(items));
}

TEST(SchemaTest, HidesSensitiveValues) {
  const Schema secret = schema(R"({"properties": {"password": {"type": "integer"}}})");
  EXPECT_EQ(first_failure(secret, R"({"password": "hunter2"})"),
            "/password: integer: ***: #/properties/password/type");
}

TEST(SchemaTest, ReportsEndlessReference) {
  const Schema loop = schema(R"({"$ref": "#/$defs/a", "$defs": {"a": {"not": {"$ref": "#/$defs/b"}},
                                 "b": {"not": {"$ref": "#/$defs/a"}}}})");
  EXPECT_FALSE(loop.accepts(1));
  EXPECT_THAT(first_failure(loop, "1"), HasSubstr("at most 128 nested schemas"));
}

TEST(SchemaTest, FailsOnTooCostlyPattern) {
  const Schema costly = schema(R"({"not": {"pattern": "^(a|a)*$"}})");
  const boost::json::value text(std::string(50, 'a') + "b");
  EXPECT_FALSE(costly.accepts(text));
  EXPECT_THAT(costly.failures(text), SizeIs(1));
}

// The stack of a fiber holds the deepest check and the frames of its callers.
TEST(SchemaTest, FitsFiberStack) {
  std::function<void()> work = [] {
    const Schema nested = schema(R"({"$id": "https://example.test/n", "allOf": [{"anyOf": [
        {"oneOf": [{"if": true, "then": {"properties": {"a": {"$ref": "#"}},
        "patternProperties": {"^a": {"items": {"$ref": "#"}}}, "propertyNames": {"$ref": "#"},
        "unevaluatedProperties": false}}]}]}]})");
    std::string text = "1";
    for (int i = 0; i < 30; ++i) text = R"({"a":)" + text + "}";
    EXPECT_FALSE(nested.failures(parse(text)).empty());
  };
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  pthread_attr_setstacksize(&attributes, 1024 * 1024);
#else
  pthread_attr_setstacksize(&attributes, 224 * 1024);
#endif
  pthread_t thread;
  const auto run = [](void* arg) -> void* {
    (*static_cast<std::function<void()>*>(arg))();
    return nullptr;
  };
  ASSERT_EQ(pthread_create(&thread, &attributes, run, &work), 0);
  pthread_join(thread, nullptr);
  pthread_attr_destroy(&attributes);
}

TEST(SchemaTest, SharesDocumentBetweenSchemas) {
  const auto document =
      std::make_shared<const boost::json::value>(parse(R"({"a": {"type": "null"}, "b": false})"));
  EXPECT_TRUE(Schema::compile(document, {.at = "/a"})->accepts(nullptr));
  EXPECT_FALSE(Schema::compile(document, {.at = "/b"})->accepts(nullptr));
  EXPECT_EQ(Schema::compile(document, {.at = "/c"}).error().message, "there is no schema at '/c'");
}

TEST(SchemaTest, CompilesDeepSchemaWithoutRecursion) {
  boost::json::value deep = true;
  for (int i = 0; i < 2000; ++i) deep = boost::json::object{{"not", std::move(deep)}};
  EXPECT_FALSE(Schema::compile(deep)->accepts(1));
}

TEST(SchemaTest, ReturnsTitle) {
  EXPECT_EQ(schema(R"({"title": "Order"})").title(), "Order");
  EXPECT_THAT(schema("true").title(), IsEmpty());
}

}  // namespace
}  // namespace traffic::detail
