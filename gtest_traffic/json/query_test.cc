// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/json/query.h"

#include <gmock/gmock.h>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "gtest_traffic/json/testing/small_stack.h"

namespace traffic::detail {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

boost::json::value document() {
  return boost::json::parse(
      R"({"items":[{"sku":"B1","price":5},{"sku":"A2","price":12.5},{"sku":"B3","price":9.99}],)"
      R"("limit":10})");
}

std::string select(std::string_view text, const boost::json::value& root) {
  const Expected<JsonQuery> query = JsonQuery::parse(text);
  if (!query) return query.error().message;
  const Expected<JsonNodes> nodes = query->select(root);
  if (!nodes) return nodes.error().message;
  boost::json::array out;
  for (const auto* node : *nodes) out.push_back(*node);
  return boost::json::serialize(out);
}

std::string mistake(std::string_view text) {
  const Expected<JsonQuery> query = JsonQuery::parse(text);
  return query ? "" : query.error().message;
}

TEST(JsonQueryTest, ReturnsNodesOfTheDocument) {
  const auto root = document();
  const auto query = JsonQuery::parse("$.items[?@.price < $.limit].sku");
  ASSERT_TRUE(query) << query.error().message;
  const auto nodes = query->select(root);
  ASSERT_TRUE(nodes);
  ASSERT_EQ(nodes->size(), 2U);
  EXPECT_EQ((*nodes)[0], &root.at("items").at(0).at("sku"));
  EXPECT_EQ((*nodes)[1], &root.at("items").at(2).at("sku"));
}

TEST(JsonQueryTest, SupportsFunctions) {
  const auto root = document();
  EXPECT_EQ(select("$.items[?match(@.sku, 'B[0-9]')].price", root), "[5,9.99E0]");
  EXPECT_EQ(select("$.items[?search(@.sku, '2$')].sku", root), R"(["A2"])");
  EXPECT_EQ(select("$.items[?count(@.*) == 2 && length(@.sku) == 2].sku", root),
            R"(["B1","A2","B3"])");
  EXPECT_EQ(select("$[?value(@..price) == 5]", root), "[]");
  EXPECT_EQ(select("$[?length(@) == 3][-1].sku", root), R"(["B3"])");
}

TEST(JsonQueryTest, ReportsPropertiesOfQuery) {
  EXPECT_TRUE(JsonQuery::parse("$.a['b'][0]")->is_singular());
  EXPECT_FALSE(JsonQuery::parse("$.a[0,1]")->is_singular());
  EXPECT_FALSE(JsonQuery::parse("$..a")->is_singular());
  EXPECT_EQ(JsonQuery::parse("$.user.password")->last_name(), "password");
  EXPECT_EQ(JsonQuery::parse("$['keys'][*]")->last_name(), "keys");
  EXPECT_EQ(JsonQuery::parse("$[*]")->last_name(), "");
  EXPECT_EQ(JsonQuery::parse("$ .a")->text(), "$ .a");
}

TEST(JsonQueryTest, NamesSegmentThatSelectsNothing) {
  const auto root = document();
  EXPECT_EQ(JsonQuery::parse("$.items[?@.price > 99].sku")->explain_none(root),
            "'$.items' selects 1 node, '[?@.price > 99]' selects nothing in it");
  EXPECT_EQ(JsonQuery::parse("$.items[*].name")->explain_none(root),
            "'$.items[*]' selects 3 nodes, '.name' selects nothing in them");
  EXPECT_EQ(JsonQuery::parse("$.x")->explain_none(root),
            "'$' selects 1 node, '.x' selects nothing in it");
}

TEST(JsonQueryTest, MarksPositionOfSyntaxError) {
  EXPECT_EQ(mistake("$.items[?@.price<]"),
            "JSONPath, character 18: expected a query starting with '@' or '$', a value or a "
            "function, got ']'\n"
            "    $.items[?@.price<]\n"
            "                     ^");
  EXPECT_EQ(mistake("$.\xC3\xA4["),
            "JSONPath, character 5: expected a quoted name, '*', an index, a slice or a filter "
            "starting with '?', got the end\n"
            "    $.\xC3\xA4[\n"
            "        ^");
  EXPECT_EQ(mistake("$[" + std::string(60, ' ') + "x" + std::string(60, ' ') + "]"),
            "JSONPath, character 63: expected a quoted name, '*', an index, a slice or a filter "
            "starting with '?', got 'x'\n"
            "    \xE2\x80\xA6" +
                std::string(40, ' ') + "x" + std::string(39, ' ') +
                "\xE2\x80\xA6\n"
                "    " +
                std::string(41, ' ') + "^");
}

TEST(JsonQueryTest, ReportsExpectedSyntax) {
  const std::pair<const char*, const char*> cases[] = {
      {"", "character 1: expected '$', got the end"},
      {"items", "character 1: expected '$', got 'i'"},
      {"$.items ", "character 8: expected a segment ('.', '..' or '[') or the end, got ' '"},
      {"$.1", "expected a name or '*' after '.', got '1'"},
      {"$..", "expected a name, '*' or '[' after '..', got the end"},
      {"$['a'", "expected ',' or ']', got the end"},
      {"$['a]", "expected the closing ', got the end"},
      {R"($["\x"])", R"(expected one of \b \f \n \r \t \/ \\ \" \uXXXX, got '\x')"},
      {R"($["\ud800"])", "expected the low surrogate"},
      {"$[01]", "expected an integer without leading zeros or -0, got '01'"},
      {"$[9007199254740992]", "expected an integer between -(2^53-1) and 2^53-1"},
      {"$[?@.a=1]", "expected ',' or ']', got '='"},
      {"$[?@.a==]", "character 9: expected a query"},
      {"$[?(@.a]", "expected '&&', '||' or ')', got ']'"},
      {"$[?1]", "expected a comparison: '==', '!='"},
      {"$[?!@.a==1]", "expected parentheses around a comparison after '!', as in !(…), got '=='"},
      {"$[?@.*==1]",
       "expected a query that selects at most one node, such as @.a or @['a'][0], got '@.*'"},
      {"$[?True]", "got 'T'"},
      {"$[?nil==1]", "expected true, false, null, a quoted string or a function call, got 'nil'"},
      {"$[?cont(@.*)==1]", "(did you mean 'count'?), got 'cont'"},
      {"$[?length(@.a)]", "expected a comparison"},
      {"$[?match(@.a,'x')==true]", "expected a value, because match() cannot be compared"},
      {"$[?match(@.a)]", "expected ',' and argument 2 of match(), got ')'"},
      {"$[?count(@.a,1)==1]", "expected ')' after 1 argument of count(), got ','"},
      {"$[?count(1)==1]", "expected a query starting with '@' or '$', got '1'"},
      {R"($[?match(@.a,'\\d')])", "I-Regexp has no \\d: write [0-9]"},
      {"$[?@.a==1e999]", "expected a number that a double can hold, got '1e999'"},
      {"$[?@.a==1.]", "expected a digit after '.', got ']'"},
      {"$['\x01']", "expected an escape such as \\n, \\t or \\u0000 for a control character"},
      {"$['\xFF']", "expected UTF-8"},
  };
  for (const auto& [text, expected] : cases)
    EXPECT_THAT(mistake(text), HasSubstr(expected)) << text;
}

TEST(JsonQueryTest, MatchesNothingForInvalidPatternInDocument) {
  const auto root = boost::json::parse(R"({"p":["a+","(","a+"],"x":["aa"]})");
  EXPECT_EQ(select("$.p[?match('aa', @)]", root), R"(["a+","a+"])");
}

std::string nested(std::string_view open, std::string_view inner, std::string_view close,
                   std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += open;
  out += inner;
  for (std::size_t i = 0; i < times; ++i) out += close;
  return out;
}

boost::json::value deep(std::size_t depth, bool objects) {
  boost::json::value out = 1;
  for (std::size_t i = 0; i < depth; ++i) {
    boost::json::value outer;
    if (objects) {
      outer.emplace_object().emplace("a", std::move(out));
    } else {
      outer.emplace_array().push_back(std::move(out));
    }
    out = std::move(outer);
  }
  return out;
}

TEST(JsonQueryTest, LimitsNesting) {
  const auto filters = [](std::size_t n) { return "$" + nested("[?@", "", "]", n); };
  const auto parentheses = [](std::size_t n) { return "$[?" + nested("(", "@.a", ")", n) + "]"; };
  const auto functions = [](std::size_t n) {
    return "$[?" + nested("length(", "@.a", ")", n) + "==1]";
  };
  EXPECT_EQ(mistake(filters(JsonQuery::kMaxNesting)), "");
  EXPECT_EQ(mistake(parentheses(JsonQuery::kMaxNesting - 1)), "");
  EXPECT_EQ(mistake(functions(JsonQuery::kMaxNesting - 1)), "");
  const char* const told = "expected at most 32 nested filters, parentheses and functions";
  EXPECT_THAT(mistake(filters(JsonQuery::kMaxNesting + 1)), HasSubstr(told));
  EXPECT_THAT(mistake(parentheses(100'000)), HasSubstr(told));
  EXPECT_THAT(mistake(functions(100'000)), HasSubstr(told));
}

TEST(JsonQueryTest, FitsFiberStack) {
  const std::string filters = "$" + nested("[?@", "", "]", JsonQuery::kMaxNesting);
  const std::string parentheses =
      "$[?" + nested("!(", "@.a==1||@..[?length(@)>0]", ")", JsonQuery::kMaxNesting - 3) + "]";
  const auto arrays = deep(100, false);
  run_on_small_stack([&] {
    EXPECT_EQ(select(filters, arrays), select("$[*]", arrays));
    EXPECT_THAT(select(parentheses, arrays), StartsWith("["));
    EXPECT_THAT(select("$[?@==$[0]]", arrays), StartsWith("["));
    const std::string groups = nested("(", "a", ")*", 100);
    EXPECT_THAT(select("$[?search('aaa', '" + groups + "')]", arrays), StartsWith("["));
  });
}

TEST(JsonQueryTest, RejectsComparisonOfDeepValues) {
  const auto objects = deep(2000, true);
  run_on_small_stack([&] {
    const auto nodes = JsonQuery::parse("$..a")->select(objects);
    ASSERT_TRUE(nodes);
    EXPECT_EQ(nodes->size(), 2000U);
    EXPECT_EQ(select("$[?@ == $.a]", objects),
              "the query compares values that are nested more than 100 levels deep");
  });
}

TEST(JsonQueryTest, LimitsVisitedNodes) {
  boost::json::array many(300);
  const boost::json::value root = many;
  EXPECT_THAT(select("$[*,*,*,*,*,*,*,*,*,*][?$..[?$..[?$..*]]]", boost::json::value{root, root}),
              HasSubstr("visits more than 10000000 nodes"));
}

}  // namespace
}  // namespace traffic::detail
