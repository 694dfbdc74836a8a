// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/json_node.h"

#include <gtest/gtest.h>

#include <boost/json/value.hpp>
#include <cstdint>
#include <stdexcept>
#include <string>

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
  } catch (const std::invalid_argument& error) {
    EXPECT_STREQ(error.what(), "expected a string in the JSON, got int64");
  }
  EXPECT_THROW(at("name").as_int64(), std::invalid_argument);
  EXPECT_THROW(at("id").as_object(), std::invalid_argument);
}

TEST(JsonNodeTest, ConvertsNumbersExactly) {
  EXPECT_EQ(at("id").to_number<std::uint8_t>(), 7);
  EXPECT_EQ(at("id").to_number<std::int64_t>(), 7);
  EXPECT_EQ(at("id").to_number<double>(), 7.0);
  EXPECT_THROW(at("price").to_number<int>(), std::exception);
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
