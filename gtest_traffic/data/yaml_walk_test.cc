// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/data/yaml_walk.h"

#include <gmock/gmock.h>

namespace traffic::detail {
namespace {

using testing::HasSubstr;

// Writes the calls as text: `key@line=`, then the value.
class TextSink final : public YamlSink {
 public:
  void scalar(int line, const std::string& text, bool plain) override {
    out += (plain ? text : "'" + text + "'") + "@" + std::to_string(line) + " ";
  }
  void begin_list(int) override { out += "[ "; }
  void end_list() override { out += "] "; }
  void begin_map(int) override { out += "{ "; }
  void key(int line, const std::string& text) override {
    out += text + "@" + std::to_string(line) + "=";
  }
  void end_map() override { out += "} "; }

  std::string out;
};

std::string walked(std::string_view text, const DocumentLimits& limits = {}) {
  TextSink sink;
  Mistakes mistakes("w.yaml");
  walk_yaml(text, limits, sink, mistakes);
  return mistakes.empty() ? sink.out : mistakes.error().message;
}

TEST(YamlWalkTest, VisitsValuesWithLines) {
  EXPECT_EQ(walked("a: 1\nb:\n  - x\n  - {c: 'd'}\n"), "{ a@1=1@1 b@2=[ x@3 { c@4='d'@4 } ] } ");
  EXPECT_EQ(walked("# nothing\n"), "@1 ");
}

TEST(YamlWalkTest, RepeatsNodesOfAliasesWithTheirLines) {
  EXPECT_EQ(walked("a: &x [1, &y 2]\nb: *x\nc: *y\n"),
            "{ a@1=[ 1@1 2@1 ] b@2=[ 1@1 2@1 ] c@3=2@1 } ");
  EXPECT_EQ(walked("a: &x 1\nb: &x 2\nc: *x\n"), "{ a@1=1@1 b@2=2@2 c@3=2@2 } ");
  EXPECT_EQ(walked("&k a: 1\nb: *k\n*k : 2\n"),
            "w.yaml:3: duplicate key 'a': line 1 already has it");
  EXPECT_EQ(walked("a: *x\n"), "w.yaml:1: unknown alias '*x': no anchor '&x' is above it");
  EXPECT_EQ(walked("a: &x\n  b: *x\n"), "w.yaml:2: the alias '*x' is inside of its anchor '&x'");
}

TEST(YamlWalkTest, MergesAfterTheOwnKeys) {
  EXPECT_EQ(walked("- &a {x: 1}\n- {<<: *a, y: 2}\n"), "[ { x@1=1@1 } { y@2=2@2 x@1=1@1 } ] ");
  EXPECT_EQ(walked("{<<: {a: 1, <<: {b: 2, a: 3}}, c: 4}"), "{ c@1=4@1 a@1=1@1 b@1=2@1 } ");
  EXPECT_EQ(walked("- &a {x: 1}\n- &b {<<: [*a, {y: [2]}]}\n- *b\n"),
            "[ { x@1=1@1 } { x@1=1@1 y@2=[ 2@2 ] } { x@1=1@1 y@2=[ 2@2 ] } ] ");
  EXPECT_EQ(walked("<<: {a: 1, a: 2}\n"), "w.yaml:1: duplicate key 'a': line 1 already has it");
  EXPECT_THAT(walked("<<:\n"), HasSubstr("got nothing"));
  EXPECT_THAT(walked("<<: [[1]]\n"), HasSubstr("got a list"));
}

TEST(YamlWalkTest, ReportsAMistakeOfARepeatedNodeOnce) {
  EXPECT_EQ(walked("a: &x {k: 1, k: 2}\nb: *x\nc: {<<: *x}\n"),
            "w.yaml:1: duplicate key 'k': line 1 already has it");
  EXPECT_EQ(walked("? [a]\n: {k: 1, k: 2}\n"),
            "w.yaml:1: a key must be a scalar\nw.yaml:2: duplicate key 'k': line 2 already has it");
}

TEST(YamlWalkTest, StopsAtEachLimit) {
  EXPECT_EQ(walked("[[1]]", {.depth = 2}), "[ [ 1@1 ] ] ");
  EXPECT_EQ(walked("\n[[[1]]]", {.depth = 2}),
            "w.yaml:2: the document is nested too deeply: expected at most 2 levels");
  EXPECT_EQ(walked("[1, 2]", {.values = 3}), "[ 1@1 2@1 ] ");
  EXPECT_EQ(walked("[1,\n2, 3]", {.values = 3}),
            "w.yaml:2: the document is too large: expected at most 3 values, where each use of an "
            "alias counts");
  EXPECT_THAT(walked("- &a [1, 2]\n- *a\n- *a\n", {.values = 8}), HasSubstr("too large"));
  EXPECT_EQ(walked("12345", {.bytes = 4}),
            "w.yaml: the document is too large: expected at most 4 bytes, got 5");
  // Entries that a merge does not use count too.
  EXPECT_THAT(walked("- &a {x: 1}\n- {x: 0, <<: [*a, *a, *a, *a]}\n", {.values = 12}),
              HasSubstr("too large"));
}

TEST(YamlWalkTest, ReadsManyKeysAndManyAliases) {
  std::string text;
  for (int i = 0; i < 20'000; ++i)
    text += "k" + std::to_string(i) + ": &a" + std::to_string(i) + " 1\n";
  for (int i = 0; i < 20'000; ++i)
    text += "z" + std::to_string(i) + ": *a" + std::to_string(i) + "\n";
  EXPECT_THAT(walked(text), HasSubstr("z19999@40000=1@20000"));
}

TEST(YamlWalkTest, ReadsScalarsThatLookLikeTags) {
  EXPECT_EQ(walked("a: <|endoftext|>\nb: http://h/x?y#z\n"),
            "{ a@1=<|endoftext|>@1 b@2=http://h/x?y#z@2 } ");
}

}  // namespace
}  // namespace traffic::detail
