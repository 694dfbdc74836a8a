// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/openapi/documents.h"

#include <gmock/gmock.h>

#include "gtest_traffic/openapi/testing/text_api.h"
#include "gtest_traffic/openapi/uri.h"

namespace traffic::openapi {
namespace {

using testing::HasSubstr;

// Follows the reference `$ref` of the root document.
std::string followed(const TextApi& read) {
  const auto root = read.documents->open("file:///api/root.yaml");
  if (!root) return root.error().message;
  const auto place = read.documents->follow({*root, &(*root)->json.root()});
  return place ? place->text() : place.error().message;
}

TEST(DocumentsTest, FollowsChainsOfReferences) {
  EXPECT_EQ(followed(read_texts({{"root.yaml", "$ref: 'b%20c.yaml#/x~1y/0'"},
                                 {"b%20c.yaml", "x/y:\n- $ref: '#/z'\nz:\n  {}\n"}})),
            "/api/b c.yaml:3");
}

TEST(DocumentsTest, EndsAtCycles) {
  EXPECT_EQ(followed(read_texts({{"root.yaml", "$ref: a.yaml"}, {"a.yaml", "$ref: root.yaml"}})),
            "/api/root.yaml:1: the reference 'a.yaml' leads back to itself");
}

TEST(DocumentsTest, NamesThePlaceOfABrokenReference) {
  EXPECT_EQ(followed(read_text("$ref: '#/a/b'")),
            "/api/root.yaml:1: cannot follow '#/a/b': /api/root.yaml has no value at '/a/b'");
  EXPECT_EQ(followed(read_text("$ref: gone.yaml")),
            "/api/root.yaml:1: cannot follow 'gone.yaml': gone.yaml: No such file or directory");
  EXPECT_THAT(followed(read_texts({{"root.yaml", "$ref: bad.yaml"}, {"bad.yaml", "a: [\n"}})),
              HasSubstr("cannot follow 'bad.yaml': /api/bad.yaml:2: invalid YAML: did not find"));
  EXPECT_THAT(followed(read_text("$ref: 'http://[x'")), HasSubstr("expected a URI reference"));
  EXPECT_THAT(followed(read_text("$ref: ../../etc/passwd")), HasSubstr("is outside of the folder"));
}

TEST(DocumentsTest, ReadsJsonAndYaml) {
  EXPECT_EQ(followed(read_text("{\"a\":\n\"\\ud83d\\ude00\"}")), "/api/root.yaml:1");
  EXPECT_EQ(followed(read_text("{a: b}")), "/api/root.yaml:1");
  EXPECT_THAT(followed(read_text("{\"a\": tru}x")), HasSubstr("invalid JSON"));
}

TEST(DocumentsTest, LimitsAllDocumentsTogether) {
  const std::map<std::string, std::string> texts{{"root.yaml", "$ref: b.yaml"},
                                                 {"b.yaml", "[1, 2]"}};
  EXPECT_EQ(followed(read_texts(texts, {.files = 2})), "/api/b.yaml:1");
  EXPECT_THAT(followed(read_texts(texts, {.files = 1})),
              HasSubstr("/api/b.yaml: not read: expected at most 1 files in one API"));
  EXPECT_THAT(followed(read_texts(texts, {.all = {.values = 4}})), HasSubstr("too large"));
  EXPECT_THAT(followed(read_texts(texts, {.all = {.bytes = 15}})), HasSubstr("too large"));
}

TEST(UriTest, ConvertsPaths) {
  EXPECT_EQ(file_uri("/a b/ä.yaml"), "file:///a%20b/%C3%A4.yaml");
  EXPECT_EQ(*path_of(file_uri("/a b/ä.yaml")), "/a b/ä.yaml");
  EXPECT_FALSE(path_of("http://h/a"));
  EXPECT_EQ(origin_of("http://h:81/a?b"), "http://h:81");
  EXPECT_EQ(origin_of("file:///a"), "");
  EXPECT_EQ(url_path("http://h:81/a/b?c"), "/a/b");
}

}  // namespace
}  // namespace traffic::openapi
