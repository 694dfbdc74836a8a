// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/json_literal.h"

#include <gtest/gtest.h>

#include <array>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <cmath>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace traffic::detail {
namespace {

std::string text(const JsonLiteral& literal) {
  std::string out;
  literal.append_to(out);
  EXPECT_EQ(boost::json::serialize(literal.json({})), out);
  return out;
}

// Expects that the same braces give the same text and value as with Boost.JSON.
#define EXPECT_AS_BOOST(...)                                      \
  EXPECT_EQ(text(std::initializer_list<JsonLiteral> __VA_ARGS__), \
            boost::json::serialize(                               \
                boost::json::value(std::initializer_list<boost::json::value_ref> __VA_ARGS__)))

TEST(JsonLiteralTest, InterpretsBracesLikeBoostJson) {
  EXPECT_AS_BOOST({{"name", "Ada"}, {"age", 36}});
  EXPECT_AS_BOOST({{"one", 1}});
  EXPECT_AS_BOOST({1, 2, 3});
  EXPECT_AS_BOOST({"a", "b"});
  EXPECT_AS_BOOST({{"a", "b"}, {"c", "d"}});
  EXPECT_AS_BOOST({{"a", "b"}, {"c", "d", "e"}});
  EXPECT_AS_BOOST({{"a", 1}, 2});
  EXPECT_AS_BOOST({{1, "a"}});
  EXPECT_AS_BOOST({{"deep", {{"list", {{{"x", 1}}, {{"x", 2}}}}, {"empty", {}}}}});
  EXPECT_AS_BOOST({{{"x", 1}}, {{"x", 2}}});
  EXPECT_AS_BOOST({true, false, nullptr, 1.5, "s", {1}});
}

TEST(JsonLiteralTest, AcceptsContainers) {
  const std::vector<std::string> tags = {"a", "b"};
  const std::map<std::string, int> counts = {{"x", 1}, {"y\"z", 2}};
  const std::vector<std::vector<bool>> rows = {{true}, {}};
  EXPECT_EQ(text(tags), R"(["a","b"])");
  EXPECT_EQ(text(counts), R"({"x":1,"y\"z":2})");
  EXPECT_EQ(text(rows), "[[true],[]]");
  EXPECT_EQ(text(std::set<int>{2, 1}), "[1,2]");
  EXPECT_EQ(text(std::array<const char*, 2>{"p", "q"}), R"(["p","q"])");
  EXPECT_EQ(text(std::map<std::string, int>()), "{}");
  EXPECT_EQ(text({{"tags", tags}, {"counts", counts}, {"none", std::vector<int>()}}),
            R"({"tags":["a","b"],"counts":{"x":1,"y\"z":2},"none":[]})");
  EXPECT_EQ(text(std::map<std::string, std::vector<std::string>>{{"tags", tags}}),
            R"({"tags":["a","b"]})");
}

TEST(JsonLiteralTest, AcceptsOptionalValues) {
  const std::optional<std::string> name = "Ada";
  const std::optional<int> none;
  EXPECT_EQ(text({{"name", name}, {"age", none}}), R"({"name":"Ada","age":null})");
  EXPECT_EQ(text(std::vector<std::optional<int>>{1, std::nullopt}), "[1,null]");
}

TEST(JsonLiteralTest, KeepsFirstOfRepeatedNames) {
  EXPECT_AS_BOOST({{"a", 1}, {"b", 2}, {"a", 3}});
  EXPECT_EQ(text({{"a", 1}, {"a", 2}}), R"({"a":1})");
}

TEST(JsonLiteralTest, AcceptsEveryStringTypeAsName) {
  const std::string name = "n\"ame";
  const std::string_view view = "view";
  const boost::json::string json = "json";
  EXPECT_AS_BOOST({{name, 1}, {view, 2}, {json, 3}, {"", 4}});
}

TEST(JsonLiteralTest, WritesNumbersLikeBoostJson) {
  constexpr auto kMin = std::numeric_limits<std::int64_t>::min();
  constexpr auto kMax = std::numeric_limits<std::uint64_t>::max();
  EXPECT_AS_BOOST({0, -1, kMin, kMax, 7U, 8L, 9UL, 10LL, 11ULL, short{12}, 'c', std::int8_t{-3}});
  EXPECT_AS_BOOST({0.0, -0.0, 1.0, 12.5, 0.1, 1e300, 5e-324, 1.0F / 3, 1.0 / 3, 123456789.125});
  EXPECT_AS_BOOST({std::nan(""), std::numeric_limits<double>::infinity(),
                   -std::numeric_limits<double>::infinity()});
}

TEST(JsonLiteralTest, EscapesTextsLikeBoostJson) {
  std::string every;
  for (int c = 0; c < 256; ++c) every += static_cast<char>(c);
  EXPECT_AS_BOOST({every, "", "plain", "ümläut €", "a/b", "\x7f", std::string(5000, '\n')});
  for (const char c : every) {
    const std::string one(1, c);
    EXPECT_AS_BOOST({one});
  }
}

TEST(JsonLiteralTest, AcceptsPartsOfDocument) {
  const boost::json::value value{{"a", {1, 2}}, {"b", "x"}};
  const JsonNode node(value);
  EXPECT_EQ(text({{"whole", value},
                  {"node", node},
                  {"array", value.at("a").as_array()},
                  {"object", value.as_object()},
                  {"string", value.at("b").as_string()}}),
            R"({"whole":{"a":[1,2],"b":"x"},"node":{"a":[1,2],"b":"x"},"array":[1,2],)"
            R"("object":{"a":[1,2],"b":"x"},"string":"x"})");
}

TEST(JsonLiteralTest, AppendsAfterExistingText) {
  std::string out = "head";
  JsonLiteral({{"a", 1}}).append_to(out);
  EXPECT_EQ(out, R"(head{"a":1})");
}

}  // namespace
}  // namespace traffic::detail
