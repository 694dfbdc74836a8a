// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/json/schema_set.h"

#include <gmock/gmock.h>

#include <boost/json/parse.hpp>
#include <map>

namespace traffic::detail {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

// Loads documents from texts, and records the loads.
struct Texts {
  std::map<std::string, std::string, std::less<>> texts;
  std::vector<std::string> loads = {};

  SchemaLoader loader() {
    return [this](std::string_view uri) -> Expected<std::shared_ptr<const boost::json::value>> {
      loads.emplace_back(uri);
      const auto found = texts.find(uri);
      if (found == texts.end()) return Error{"there is no file"};
      return std::make_shared<const boost::json::value>(boost::json::parse(found->second));
    };
  }
};

std::string set_mistake(const Expected<Schema>& schema) {
  return schema ? "" : schema.error().message;
}

TEST(SchemaSetTest, FollowsReferencesIntoOtherDocuments) {
  Texts texts{{{"file:///api/root.json",
                R"({"components":{"schemas":{"A":{"properties":{"b":{"$ref":"s/b.json#/B"}}}}}})"},
               {"file:///api/s/b.json", R"({"B":{"$ref":"../c.json"}})"},
               {"file:///api/c.json", R"({"type":"integer","minimum":5})"}}};
  SchemaSet set(texts.loader());
  const auto schema = set.compile("file:///api/root.json", "/components/schemas/A");
  ASSERT_TRUE(schema) << set_mistake(schema);
  EXPECT_TRUE(schema->accepts(boost::json::parse(R"({"b":5})")));
  EXPECT_FALSE(schema->accepts(boost::json::parse(R"({"b":4})")));
  EXPECT_THAT(texts.loads,
              ElementsAre("file:///api/root.json", "file:///api/s/b.json", "file:///api/c.json"));
}

TEST(SchemaSetTest, LoadsEachDocumentOnce) {
  Texts texts{{{"file:///a.json", R"({"x":{"$ref":"b.json"},"y":{"$ref":"b.json"}})"},
               {"file:///b.json", R"({"items":{"$ref":"a.json#/x"}})"}}};
  SchemaSet set(texts.loader());
  const auto x = set.compile("file:///a.json", "/x");
  const auto y = set.compile("file:///a.json", "/y");
  ASSERT_TRUE(x && y) << set_mistake(x) << set_mistake(y);
  EXPECT_THAT(texts.loads, ElementsAre("file:///a.json", "file:///b.json"));
  EXPECT_TRUE(y->accepts(boost::json::parse("[[]]")));
}

TEST(SchemaSetTest, ResultsOutliveTheSet) {
  Texts texts{{{"file:///a.json", R"({"x":{"type":"string"}})"}}};
  const auto schema = SchemaSet(texts.loader()).compile("file:///a.json", "/x");
  ASSERT_TRUE(schema);
  EXPECT_TRUE(schema->accepts("text"));
  EXPECT_TRUE(schema->accepts_without_document("\"text\""));
  EXPECT_FALSE(schema->accepts(1));
}

TEST(SchemaSetTest, ReportsOnlyTheMistakesThatASchemaReaches) {
  Texts texts{
      {{"file:///a.json",
        R"({"bad":{"minimum":"1"},"uses":{"items":{"$ref":"#/bad"}},"good":{"minimum":1}})"}}};
  SchemaSet set(texts.loader());
  EXPECT_THAT(set_mistake(set.compile("file:///a.json", "/bad")), HasSubstr("a.json#/bad/minimum"));
  EXPECT_EQ(set_mistake(set.compile("file:///a.json", "/good")), "");
  EXPECT_THAT(set_mistake(set.compile("file:///a.json", "/uses")),
              HasSubstr("a.json#/bad/minimum"));
}

TEST(SchemaSetTest, StreamsSchemasBesideOthersThatCannot) {
  Texts texts{{{"file:///a.json", R"({"any":{"anyOf":[{}]},"plain":{"type":"array"}})"}}};
  SchemaSet set(texts.loader());
  const auto any = set.compile("file:///a.json", "/any");
  const auto plain = set.compile("file:///a.json", "/plain");
  ASSERT_TRUE(any && plain);
  EXPECT_FALSE(any->accepts_without_document("[]"));
  EXPECT_TRUE(plain->accepts_without_document("[]"));
}

TEST(SchemaSetTest, SaysWhyADocumentIsMissing) {
  Texts texts{{{"file:///a.json", R"({"x":{"$ref":"gone.json#/X"}})"}}};
  SchemaSet set(texts.loader());
  EXPECT_THAT(set_mistake(set.compile("file:///a.json", "/x")),
              HasSubstr("cannot resolve 'gone.json#/X': there is no file"));
  EXPECT_EQ(set_mistake(set.compile("file:///gone.json", "")),
            "no document file:///gone.json: there is no file");
  EXPECT_THAT(set_mistake(set.compile("file:///a.json", "/z")), HasSubstr("there is no 'z'"));
}

}  // namespace
}  // namespace traffic::detail
