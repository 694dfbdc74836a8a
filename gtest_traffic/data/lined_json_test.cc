// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/data/lined_json.h"

#include <gmock/gmock.h>

#include <boost/json/serialize.hpp>

namespace traffic::detail {
namespace {

using testing::StartsWith;

// Appends each value within a value as `pointer@line `.
void append_lines(const LinedJson& document, const boost::json::value& value, const std::string& at,
                  std::string& out) {
  out += at + "@" + std::to_string(document.line_of(value)) + " ";
  if (const auto* array = value.if_array()) {
    for (std::size_t i = 0; i < array->size(); ++i) {
      append_lines(document, (*array)[i], at + "/" + std::to_string(i), out);
    }
  } else if (const auto* object = value.if_object()) {
    for (const auto& member : *object) {
      append_lines(document, member.value(), at + "/" + std::string(member.key()), out);
    }
  }
}

std::string lines_of(const Expected<LinedJson>& document) {
  if (!document) return document.error().message;
  std::string out;
  append_lines(*document, document->root(), "", out);
  return out;
}

std::string value_of(const Expected<LinedJson>& document) {
  return document ? boost::json::serialize(document->root()) : document.error().message;
}

TEST(LinedJsonTest, HasTheLineOfEachKeyAndElement) {
  EXPECT_EQ(lines_of(parse_lined_yaml("a:\n  b: 1\n  c:\n  - x\n  -\n    d: 2\n", "d.yaml")),
            "@1 /a@1 /a/b@2 /a/c@3 /a/c/0@4 /a/c/1@6 /a/c/1/d@6 ");
  EXPECT_EQ(lines_of(parse_lined_json(
                "{\"a\":\n {\"b\": 1,\n \"c\": [\"x:{,\\\"\",\n {\"d\": true}]}}", "d.json")),
            "@1 /a@1 /a/b@2 /a/c@3 /a/c/0@3 /a/c/1@4 /a/c/1/d@4 ");
  EXPECT_EQ(lines_of(parse_lined_json("\n 7 ", "d.json")), "@2 ");
}

TEST(LinedJsonTest, HasNoLineForOtherValues) {
  const auto document = parse_lined_json("[1]", "d.json");
  ASSERT_TRUE(document);
  EXPECT_EQ(document->line_of(boost::json::value(1)), 0);
}

TEST(LinedJsonTest, KeepsTheValueAlive) {
  std::shared_ptr<const boost::json::value> shared;
  {
    const auto document = parse_lined_yaml("a: [text that is long enough for the heap]", "d.yaml");
    ASSERT_TRUE(document);
    shared = document->share();
  }
  EXPECT_EQ(boost::json::serialize(*shared), R"({"a":["text that is long enough for the heap"]})");
}

TEST(LinedJsonTest, ReadsTypesOfYaml) {
  EXPECT_EQ(value_of(parse_lined_yaml("[1, -2, 18446744073709551615, 1.5, true, ~, '1', x, {}, []]",
                                      "d.yaml")),
            R"([1,-2,18446744073709551615,1.5E0,true,null,"1","x",{},[]])");
  EXPECT_EQ(value_of(parse_lined_yaml("", "d.yaml")), "null");
}

TEST(LinedJsonTest, ExpandsAliasesAndMerges) {
  const auto document = parse_lined_yaml("a: &x\n  n: 1\nb:\n  <<: *x\n  m: 2\nc: *x\n", "d.yaml");
  EXPECT_EQ(value_of(document), R"({"a":{"n":1},"b":{"m":2,"n":1},"c":{"n":1}})");
  EXPECT_EQ(lines_of(document), "@1 /a@1 /a/n@2 /b@3 /b/m@5 /b/n@2 /c@6 /c/n@2 ");
}

TEST(LinedJsonTest, ReportsRepeatedKeysOfJson) {
  EXPECT_EQ(
      value_of(parse_lined_json("{\"a\": 1,\n \"b\": [{\"c\": 1, \"d\": 2, \"\\u0063\": 3}],\n "
                                "\"a\": 2}",
                                "d.json")),
      "d.json:2: duplicate key 'c': line 2 already has it\n"
      "d.json:3: duplicate key 'a': line 1 already has it");
}

TEST(LinedJsonTest, ReportsInvalidJson) {
  EXPECT_THAT(value_of(parse_lined_json("{\n\"a\": 1,\n}", "d.json")),
              StartsWith("d.json:3: invalid JSON: "));
  for (const char* const text :
       {"", "]", "{\"a\"", "\"\\", "{]}", "[1}", "{1:2}", "1 2", ",", ":"}) {
    EXPECT_THAT(value_of(parse_lined_json(text, "d.json")), StartsWith("d.json:1: invalid JSON: "))
        << text;
  }
}

TEST(LinedJsonTest, StopsAtTheLimits) {
  EXPECT_EQ(value_of(parse_lined_json("[[1]]", "d.json", {.depth = 2})), "[[1]]");
  EXPECT_EQ(value_of(parse_lined_json("[\n[[1]]]", "d.json", {.depth = 2})),
            "d.json:2: the document is nested too deeply: expected at most 2 levels");
  EXPECT_EQ(value_of(parse_lined_json("[1, 2,\n3]", "d.json", {.values = 3})),
            "d.json:2: the document is too large: expected at most 3 values, where each use of an "
            "alias counts");
  EXPECT_EQ(value_of(parse_lined_json("[1, 2]", "d.json", {.bytes = 3})),
            "d.json: the document is too large: expected at most 3 bytes, got 6");
}

}  // namespace
}  // namespace traffic::detail
