// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest-spi.h>

#include <boost/json/parse.hpp>

#include "gtest_traffic/match/sample_response.h"
#include "gtest_traffic/matchers.h"

namespace traffic::detail {
namespace {

using testing::_;
using testing::Contains;
using testing::Each;
using testing::ElementsAre;
using testing::Gt;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Lt;
using testing::Not;
using testing::SizeIs;
using testing::StartsWith;
using testing::UnorderedElementsAre;

constexpr std::string_view kCart =
    R"({"items":[{"sku":"B1","price":5,"ok":true},{"sku":"A2","price":12.5,"ok":false},)"
    R"({"sku":"B3","price":9.99,"ok":true}],"user":{"password":"hunter2"}})";

class JsonPathTest : public testing::Test {
 protected:
  SampleResponse sample_{200, kCart};
};

TEST_F(JsonPathTest, MatchesNodesAsContainer) {
  EXPECT_TRUE(matches(sample_, JsonPath("$.items[?@.price<10].sku", Each(StartsWith("B")))));
  EXPECT_TRUE(matches(sample_, JsonPath("$..sku", ElementsAre("B1", "A2", "B3"))));
  EXPECT_TRUE(matches(sample_, JsonPath("$..price", UnorderedElementsAre(9.99, 12.5, 5))));
  EXPECT_TRUE(matches(sample_, JsonPath("$..ok", Contains(false))));
  EXPECT_TRUE(matches(sample_, JsonPath("$.items[*]", SizeIs(3))));
  EXPECT_TRUE(matches(sample_, JsonPath("$.items[*]", SizeIs(Gt(2)))));
  EXPECT_TRUE(matches(sample_, JsonPath("$.nothing", IsEmpty())));
  EXPECT_TRUE(matches(sample_, JsonPath("$..price", testing::AllOf(Each(Gt(1)), SizeIs(3)))));
  EXPECT_FALSE(matches(sample_, JsonPath("$..sku", Each(StartsWith("B")))));
  EXPECT_FALSE(matches(sample_, JsonPath("$..sku", IsEmpty())));
}

TEST_F(JsonPathTest, ComparesSingleNodeLikeJsonAt) {
  EXPECT_TRUE(matches(sample_, JsonPathIs("$.items[?@.sku=='B1'].price", 5.0)));
  EXPECT_TRUE(matches(sample_, JsonPathIs("$.items[0].sku", "B1")));
  EXPECT_TRUE(matches(sample_, JsonPathIs("$.items[0].sku", std::string("B") + "1")));
  EXPECT_TRUE(matches(sample_, JsonPathIs("$.items[?@.sku=='A2'].ok", false)));
  EXPECT_TRUE(matches(sample_, JsonPathIs("$.items[-1].price", Lt(10))));
  EXPECT_TRUE(matches(sample_, JsonPathIs("$.items[-1].price", testing::DoubleNear(10, 0.1))));
  EXPECT_TRUE(matches(sample_, JsonPathIs("$.user", {{"password", "hunter2"}})));
  EXPECT_TRUE(matches(sample_, JsonPathIs("$.items[0].sku", _)));
  EXPECT_FALSE(matches(sample_, JsonPathIs("$..sku", _)));
  EXPECT_FALSE(matches(sample_, JsonPathIs("$.nothing", _)));
}

TEST_F(JsonPathTest, HasNoJsonPathRequiresJson) {
  EXPECT_TRUE(matches(sample_, HasNoJsonPath("$..error")));
  EXPECT_FALSE(matches(sample_, HasNoJsonPath("$..sku")));
  EXPECT_FALSE(matches(SampleResponse(200, "<html>"), HasNoJsonPath("$..error")));
  EXPECT_FALSE(matches(SampleResponse(Failure::kClosed, ""), HasNoJsonPath("$..error")));
}

TEST_F(JsonPathTest, MatchesJsonValues) {
  const auto json = boost::json::parse(kCart);
  EXPECT_THAT(json, JsonPath("$..sku", SizeIs(3)));
  EXPECT_THAT(json, Not(JsonPathIs("$.items[0].sku", "B2")));
  EXPECT_THAT(json, HasNoJsonPath("$.error"));
  EXPECT_TRUE(matches(sample_, JsonAt("/items", Each(JsonPathIs("$.price", Gt(1))))));
  EXPECT_TRUE(matches(sample_, JsonPath("$.items[*]", Each(JsonPath("$.*", SizeIs(3))))));
}

TEST_F(JsonPathTest, CombinesWithAllOf) {
  const auto both = AllOf(StatusIs(200), JsonPath("$..price", Each(Lt(10))));
  static_assert(ResponseMatcher<decltype(both)>);
  EXPECT_FALSE(matches(sample_, both));
  EXPECT_THAT(explain(sample_, both), StartsWith("expected JSON $..price that only contains"));
}

TEST_F(JsonPathTest, DescribesExpectation) {
  EXPECT_EQ(describe(JsonPath("$..sku", SizeIs(2))), "JSON $..sku that size is equal to 2");
  EXPECT_EQ(describe_negation(JsonPath("$..sku", SizeIs(2))),
            "JSON $..sku that size isn't equal to 2");
  EXPECT_EQ(describe(JsonPathIs("$..sku", "x")), "JSON $..sku to be \"x\"");
  EXPECT_EQ(describe(JsonPathIs("$.user.password", "x")), "JSON $.user.password to be ***");
  EXPECT_EQ(describe(HasNoJsonPath("$..e")), "JSON $..e to select no node");
  EXPECT_EQ(describe_negation(HasNoJsonPath("$..e")), "JSON $..e to select a node");
}

TEST_F(JsonPathTest, ShowsNodesWithPaths) {
  EXPECT_EQ(explain(sample_, JsonPath("$..sku", Each(StartsWith("B")))),
            "got 3 nodes, whose element #1 doesn't match\n"
            "    $['items'][0]['sku']: \"B1\"\n"
            "    $['items'][1]['sku']: \"A2\"\n"
            "    $['items'][2]['sku']: \"B3\"");
  EXPECT_EQ(explain(sample_, JsonPathIs("$..sku", _)),
            "got 3 nodes, not one\n"
            "    $['items'][0]['sku']: \"B1\"\n"
            "    $['items'][1]['sku']: \"A2\"\n"
            "    $['items'][2]['sku']: \"B3\"");
  EXPECT_EQ(explain(sample_, JsonPathIs("$.items[?@.sku=='A2'].price", Lt(10))),
            "got 12.5\n    at $['items'][1]['price']");
  EXPECT_EQ(explain(sample_, JsonPathIs("$.items[1].price", 10)), "got 12.5");
  EXPECT_EQ(explain(sample_, JsonPath("$.items[?@.price>99].sku", SizeIs(1))),
            "got no node: '$.items' selects 1 node, '[?@.price>99]' selects nothing in it");
  EXPECT_EQ(explain(sample_, HasNoJsonPath("$.user.*")),
            "got 1 node\n    $['user']['password']: ***");
  EXPECT_THAT(explain(sample_, JsonPath("$..price", Each(StartsWith("1")))),
              StartsWith("got 3 nodes, but the matcher does not apply to one of them\n"));
}

TEST_F(JsonPathTest, ShowsAtMostTenLines) {
  SampleResponse many(200, "[0,1,2,3,4,5,6,7,8,9,10,11]");
  const std::string text = explain(many, JsonPath("$[*]", SizeIs(1)));
  EXPECT_THAT(text, HasSubstr("\n    $[8]: 8\n    and 3 more nodes"));
  EXPECT_THAT(text, Not(HasSubstr("$[9]")));
  EXPECT_THAT(explain(many, JsonPath("$[:10]", SizeIs(1))), testing::EndsWith("\n    $[9]: 9"));
}

TEST_F(JsonPathTest, ExplainsMissingDocument) {
  EXPECT_EQ(explain(SampleResponse(200, "<html>"), JsonPath("$.a", _)),
            "got a body that is not JSON (syntax error at byte 0)");
  EXPECT_EQ(explain(SampleResponse(Failure::kClosed, "after 12 bytes"), JsonPath("$.a", _)),
            "got no response (closed)");
}

TEST_F(JsonPathTest, InapplicableMatcherNeverMatches) {
  EXPECT_FALSE(matches(sample_, JsonPath("$..price", Each(Not(StartsWith("x"))))));
  EXPECT_FALSE(matches(sample_, JsonPathIs("$.items[0].sku", Not(Gt(3)))));
}

TEST_F(JsonPathTest, MalformedPathFailsEvenWhenNegated) {
  EXPECT_NONFATAL_FAILURE(EXPECT_TRUE(matches(sample_, Not(JsonPath("$.items[?@.price<]", _)))),
                          "JSONPath, character 18: expected a query starting with '@' or '$'");
  testing::TestPartResultArray failures;
  {
    const testing::ScopedFakeTestPartResultReporter reporter(
        testing::ScopedFakeTestPartResultReporter::INTERCEPT_ONLY_CURRENT_THREAD, &failures);
    EXPECT_FALSE(matches(sample_, JsonPathIs("items", 1)));
    EXPECT_EQ(explain(sample_, HasNoJsonPath("$[")),
              "got nothing: the JSONPath is malformed, see the other failure");
    EXPECT_EQ(describe(HasNoJsonPath("$[")), "JSON (malformed path) to select no node");
  }
  ASSERT_EQ(failures.size(), 3);
  EXPECT_THAT(failures.GetTestPartResult(0).file_name(), testing::EndsWith("json_path_test.cc"));
}

TEST_F(JsonPathTest, OmitsTextsWhenQuiet) {
  quiet() = true;
  EXPECT_EQ(explain(sample_, JsonPath("$..sku", SizeIs(2))), "");
  EXPECT_EQ(describe(JsonPath("$..sku", SizeIs(2))), "");
  quiet() = false;
}

}  // namespace
}  // namespace traffic::detail
