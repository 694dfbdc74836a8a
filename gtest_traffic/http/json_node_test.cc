// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/json_node.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json/value.hpp>
#include <cstdint>
#include <sstream>
#include <string>
#include <string_view>

#include "gtest_traffic/json_literal.h"

namespace traffic::detail {
namespace {

const boost::json::value& document() {
  static const boost::json::value json{{"id", 7},    {"price", 12.5},   {"name", "Ada"},
                                       {"ok", true}, {"none", nullptr}, {"tags", {"a", "b"}}};
  return json;
}

JsonNode at(const char* name) { return JsonNode(document().at(name)); }

TEST(JsonNodeTest, ReturnsTypedValue) {
  EXPECT_EQ(at("id").as_int64(), 7);
  EXPECT_EQ(at("price").as_double(), 12.5);
  EXPECT_EQ(at("name").as_string(), "Ada");
  EXPECT_TRUE(at("ok").as_bool());
  EXPECT_TRUE(at("none").is_null());
  EXPECT_EQ(at("tags").as_array().size(), 2U);
  EXPECT_EQ(JsonNode(document()).as_object().size(), 6U);
}

TEST(JsonNodeTest, ReportsActualKindOnMismatch) {
  try {
    at("id").as_string();
    FAIL() << "7 is no string";
  } catch (const MissingValue& error) {
    EXPECT_STREQ(error.what(), "expected a string in the JSON, got int64");
  }
  EXPECT_THROW(at("name").as_int64(), MissingValue);
  EXPECT_THROW(at("id").as_object(), MissingValue);
}

// Returns the message of the error that an access throws.
template <class Access>
std::string thrown_by(const Access& access) {
  try {
    access();
  } catch (const MissingValue& error) {
    return error.what();
  }
  return "no error";
}

const boost::json::value& orders() {
  static const boost::json::value json{
      {"items", {{{"id", 1}, {"a/b", "x"}}, {{"id", "two"}, {"tags", {"p", "q"}}}}}};
  return json;
}

TEST(JsonNodeTest, IteratesOverAnArray) {
  std::string all;
  for (const JsonNode item : JsonNode(orders())["/items"]) {
    all += item["/id"].is_number() ? "number " : item["/id"].as_string();
  }
  EXPECT_EQ(all, "number two");
  for (const auto& tag : JsonNode(orders())["/items"][1]["/tags"]) all += tag;
  EXPECT_EQ(all, "number twopq");
  EXPECT_EQ(JsonNode(orders())["/items"].size(), 2U);
  EXPECT_EQ(JsonNode(orders()).size(), 1U);
  EXPECT_FALSE(JsonNode(orders()).empty());
  EXPECT_THAT(JsonNode(orders())["/items/1/tags"], testing::ElementsAre("p", "q"));
  EXPECT_THAT(JsonNode(orders())["/items"], testing::SizeIs(2));
}

TEST(JsonNodeTest, StatesPathInErrors) {
  const JsonNode items = JsonNode(orders())["/items"];
  EXPECT_EQ(thrown_by([&] { items[1]["/id"].as_int64(); }),
            "expected an int64 at '/items/1/id', got string");
  EXPECT_EQ(thrown_by([&] { items[1]["/id"].to_number<int>(); }),
            "expected a whole number in the range of the type at '/items/1/id', got string");
  EXPECT_EQ(thrown_by([&] { items[0]["/a~1b"].as_bool(); }),
            "expected a bool at '/items/0/a~1b', got string");
  EXPECT_EQ(thrown_by([&] { JsonNode(orders()).begin(); }),
            "expected an array in the JSON, got object");
  EXPECT_EQ(thrown_by([&] { items[2]; }),
            "expected an item 2 at '/items', got an array of 2 items");
  EXPECT_EQ(
      thrown_by([&] { items[0]["/name"]; }),
      "expected a value at '/name' below the value at '/items/0', got none: the body has only "
      "'id', 'a/b'");
  EXPECT_EQ(
      thrown_by([&] { items[0]["id"]; }),
      "expected a value at 'id' below the value at '/items/0', got an invalid JSON Pointer: it "
      "must start with '/', as in '/id'");
}

TEST(JsonNodeTest, ConvertsToText) {
  const std::string name = at("name");
  std::string_view view = at("name");
  EXPECT_EQ(name, "Ada");
  EXPECT_EQ(view, "Ada");
  EXPECT_EQ("Bearer " + at("name"), "Bearer Ada");
  EXPECT_EQ(at("name") + "!", "Ada!");
  EXPECT_EQ(thrown_by([] { const std::string text = JsonNode(orders())["/items/0/id"]; }),
            "expected a string at '/items/0/id', got int64");
  std::ostringstream out;
  out << at("tags");
  EXPECT_EQ(out.str(), R"(["a","b"])");
  const boost::json::value copy(at("tags"));
  EXPECT_EQ(copy, document().at("tags"));
}

TEST(JsonNodeTest, ConvertsNumbersExactly) {
  EXPECT_EQ(at("id").to_number<std::uint8_t>(), 7);
  EXPECT_EQ(at("id").to_number<std::int64_t>(), 7);
  EXPECT_EQ(at("id").to_number<double>(), 7.0);
  EXPECT_THROW(at("price").to_number<int>(), MissingValue);
}

TEST(JsonNodeTest, ComparesByValue) {
  EXPECT_EQ(at("id"), 7);
  EXPECT_EQ(at("id"), 7U);
  EXPECT_NE(at("id"), 8);
  EXPECT_EQ(at("price"), 12.5);
  EXPECT_EQ(at("name"), "Ada");
  EXPECT_EQ(std::string("Ada"), at("name"));
  EXPECT_NE(at("name"), 7);
  EXPECT_NE(at("id"), "7");
  EXPECT_EQ(at("ok"), true);
  EXPECT_EQ(at("none"), nullptr);
  EXPECT_EQ(at("id"), at("id"));
  EXPECT_NE(at("id"), at("name"));
  EXPECT_EQ(at("tags"), document().at("tags"));
  EXPECT_EQ(document().at("tags"), at("tags"));
}

TEST(JsonNodeTest, ComparesNumbersRegardlessOfType) {
  const boost::json::value json{{"five", 5.0}, {"six", 6}, {"list", {5.0, 6}}};
  const auto node = [&](const char* name) { return JsonNode(json.at(name)); };
  EXPECT_EQ(node("five"), 5);
  EXPECT_EQ(node("five"), 5U);
  EXPECT_NE(node("five"), 6);
  EXPECT_EQ(node("six"), 6.0);
  EXPECT_NE(node("six"), 6.5);
  const boost::json::value list = {5, 6.0};
  EXPECT_EQ(node("list"), list);
  EXPECT_EQ(node("list"), JsonNode(list));
}

TEST(JsonNodeTest, ConvertsToBoostJsonValue) {
  const boost::json::value copy = at("tags");
  const boost::json::value& same = at("tags");
  EXPECT_EQ(copy, document().at("tags"));
  EXPECT_EQ(&same, &document().at("tags"));
  EXPECT_EQ(at("tags")->at(0), "a");
}

TEST(JsonNodeTest, PrintsAsJson) {
  EXPECT_EQ(testing::PrintToString(at("name")), "\"Ada\"");
  EXPECT_EQ(testing::PrintToString(at("tags")), R"(["a","b"])");
  EXPECT_EQ(testing::PrintToString(at("price")), "12.5");
}

}  // namespace
}  // namespace traffic::detail
