// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/json/node_path.h"

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>

#include "gtest_traffic/json/measure.h"

namespace traffic::detail {
namespace {

using boost::json::parse;

TEST(FindNodePathTest, ReturnsNormalizedPath) {
  const auto root = parse(R"({"a":[{"b c":1},2],"it's\n\u0001\\":{"":null}})");
  EXPECT_EQ(find_node_path(root, root).text, "$");
  EXPECT_EQ(find_node_path(root, root.at("a").at(1)).text, "$['a'][1]");
  EXPECT_EQ(find_node_path(root, root.at("a").at(0).at("b c")).text, "$['a'][0]['b c']");
  EXPECT_EQ(find_node_path(root, root.at("it's\n\x01\\").at("")).text,
            R"($['it\'s\n\u0001\\'][''])");
}

TEST(FindNodePathTest, NamesNearestMember) {
  const auto root = parse(R"({"keys":[[1]]})");
  EXPECT_EQ(find_node_path(root, root.at("keys").at(0).at(0)).member, "keys");
  EXPECT_EQ(find_node_path(root, root).member, "");
}

TEST(FindNodePathTest, ReturnsEmptyPathForForeignNode) {
  const auto root = parse("[1]");
  const auto other = parse("[1]");
  EXPECT_EQ(find_node_path(root, other.at(0)).text, "");
}

TEST(MeasureTest, CountsValuesUpToDepth) {
  EXPECT_EQ(measure(parse("1"), 0).values, 1U);
  EXPECT_FALSE(measure(parse("1"), 0).deeper);
  EXPECT_EQ(measure(parse(R"([1,{"a":[2]}])"), 3).values, 5U);
  EXPECT_FALSE(measure(parse(R"([1,{"a":[2]}])"), 3).deeper);
  EXPECT_TRUE(measure(parse(R"([1,{"a":[2]}])"), 2).deeper);
}

}  // namespace
}  // namespace traffic::detail
