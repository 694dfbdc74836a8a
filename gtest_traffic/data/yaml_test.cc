// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/data/yaml.h"

#include <gmock/gmock.h>

#include <boost/json/serialize.hpp>

namespace traffic::detail {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

std::string json(const std::string& text) {
  const auto node = parse_yaml(text, "x.yaml");
  return node ? boost::json::serialize(to_json(*node)) : node.error().message;
}

TEST(YamlTest, ParsesPlainScalarsPerCoreSchema) {
  EXPECT_EQ(json("[1, -2, +3, 0x1f, 0o17, 1.5, 1e3, true, False, ~, null, yes, 08:30, .inf]"),
            R"([1,-2,3,31,15,1.5E0,1E3,true,false,null,null,"yes","08:30",".inf"])");
  EXPECT_EQ(json("[18446744073709551615]"), "[18446744073709551615]");
}

TEST(YamlTest, KeepsQuotedScalarsAsText) {
  EXPECT_EQ(json("['1', \"true\", !!str 7, '']"), R"(["1","true","7",""])");
}

TEST(YamlTest, ParsesNestingBlocksAndAliases) {
  EXPECT_EQ(json("a: &x {n: 1}\nb: *x\nc:\n  - |\n    two\n    lines\n  - d\n"),
            R"({"a":{"n":1},"b":{"n":1},"c":["two\nlines\n","d"]})");
  EXPECT_EQ(json(""), "null");
}

TEST(YamlTest, MergesMaps) {
  const std::string base = "- &a {x: 1, y: 2}\n- &b {y: 3, z: 4}\n";
  EXPECT_EQ(json(base + "- {<<: *a, y: 5}\n"), R"([{"x":1,"y":2},{"y":3,"z":4},{"y":5,"x":1}])");
  EXPECT_EQ(json(base + "- {<<: [*a, *b]}\n"),
            R"([{"x":1,"y":2},{"y":3,"z":4},{"x":1,"y":2,"z":4}])");
  EXPECT_EQ(json(base + "- &c {<<: *a, y: 5}\n- {<<: *c, <<: *b}\n"),
            R"([{"x":1,"y":2},{"y":3,"z":4},{"y":5,"x":1},{"y":5,"x":1,"z":4}])");
  EXPECT_EQ(json("{'<<': 1}"), R"({"<<":1})");  // a quoted key is no merge
  EXPECT_EQ(json("a: 1\n<<: 2\n"), "x.yaml:2: '<<' merges maps, as in <<: *NAME, got a value");
  EXPECT_EQ(json("<<: [{a: 1}, 2]\n"), "x.yaml:1: '<<' merges maps, as in <<: *NAME, got a value");
}

TEST(YamlTest, RecordsLineNumbers) {
  const auto node = parse_yaml("a: 1\nb:\n  c:\n  - x\n", "x.yaml");
  ASSERT_TRUE(node);
  ASSERT_NE(node->find("b"), nullptr);
  EXPECT_EQ(node->entries[1].line, 2);
  EXPECT_EQ(node->find("b")->entries[0].line, 3);
  EXPECT_EQ(node->find("b")->find("c")->items[0].line, 4);
  EXPECT_EQ(node->find("z"), nullptr);
}

TEST(YamlTest, ReportsErrorsWithLine) {
  EXPECT_THAT(json("a: 1\nb: [1, 2\n"), StartsWith("x.yaml:3: invalid YAML: "));
  EXPECT_EQ(json("a: 1\nb: 2\na: 3\nb: 4\n"),
            "x.yaml:3: duplicate key 'a': line 1 already has it\nx.yaml:4: duplicate key 'b': line "
            "2 already has it");
  EXPECT_EQ(json("? [a]\n: 1\n"), "x.yaml:1: a key must be a scalar");
  EXPECT_THAT(json("a: 1\n---\nb: 2\n"), HasSubstr("a second document starts"));
  EXPECT_EQ(json("a: 1\n---\n"), R"({"a":1})");
}

TEST(YamlTest, RejectsStrayPunctuation) {
  for (const char* const text : {",", "]", "}", "a: 1\n...\n,\n", "[1]\n]", "{a: 1}}"}) {
    EXPECT_THAT(json(text), HasSubstr("invalid YAML: ")) << text;
  }
}

TEST(YamlTest, RejectsBombsAndCycles) {
  EXPECT_THAT(json(std::string(501, '[') + std::string(501, ']')), HasSubstr("too deeply"));
  EXPECT_THAT(json(std::string(100000, '[')), StartsWith("x.yaml"));
  EXPECT_THAT(json("&a [*a]"), StartsWith("x.yaml"));
  std::string bomb = "a: &a [x, x, x, x, x, x, x, x, x, x]\n";
  for (char c = 'b'; c <= 'h'; ++c) {
    const std::string above(1, static_cast<char>(c - 1));
    bomb += std::string(1, c) + ": &" + c + " [";
    for (int i = 0; i < 10; ++i) bomb += (i == 0 ? "*" : ", *") + above;
    bomb += "]\n";
  }
  EXPECT_THAT(json(bomb), HasSubstr("too large"));
}

TEST(YamlTest, RejectsControlCharacters) {
  using namespace std::string_literals;
  for (const std::string& text : {"a: 1\n- \0b: 2\n"s, "a: 1\nb: \x7f"s, "\na\0"s}) {
    const auto read = parse_yaml(text, "t.yaml");
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().message, "t.yaml:2: invalid YAML: unexpected control character");
  }
  EXPECT_TRUE(parse_yaml("a:\t1\r\nb: é\n", "t.yaml"));
}

}  // namespace
}  // namespace traffic::detail
