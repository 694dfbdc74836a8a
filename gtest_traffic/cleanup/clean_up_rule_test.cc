// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/clean_up_rule.h"

#include <gmock/gmock.h>

#include "gtest_traffic/http/arena.h"

namespace traffic::detail {
namespace {

using testing::HasSubstr;

// Returns the mistake of a rule.
std::string mistake(std::string_view step, std::string_view deletion) {
  const std::size_t before = clean_up_mistakes().size();
  EXPECT_TRUE(clean_up(step, deletion));
  return clean_up_mistakes().size() == before ? "" : clean_up_mistakes().back().message;
}

TEST(CleanUpRuleTest, ExpandsValuesOfResponse) {
  Exchange exchange;
  exchange.status = 201;
  exchange.response_head = "HTTP/1.1 201 Created\r\n\r\n";
  exchange.body = R"({"id":7,"owner":{"name":"a/b c"}})";
  Arena arena;
  Response::Document document;
  document.memory = &arena;
  const Response response(exchange, document);
  EXPECT_EQ((CleanUpRule{"POST /x", "/x/{/id}/of/{/owner/name}?now=1"}.expand(response)),
            "/x/7/of/a%2Fb%20c?now=1");
  EXPECT_EQ((CleanUpRule{"POST /x", "/x"}.expand(response)), "/x");
  EXPECT_THROW((CleanUpRule{"POST /x", "/x/{/absent}"}.expand(response)), MissingValue);
}

TEST(CleanUpRuleTest, RejectsInvalidRules) {
  EXPECT_EQ(mistake("POST", "DELETE /x/{/id}"),
            "clean_up(\"POST\", \"DELETE /x/{/id}\"): expected a step as named in the report, "
            "such as 'POST /api/users', as the first argument");
  EXPECT_THAT(mistake("POST /x", "/x/{/id}"), HasSubstr("expected a deletion, such as"));
  EXPECT_THAT(mistake("POST /x", "DELETE x/{/id}"), HasSubstr("expected a deletion, such as"));
  EXPECT_THAT(mistake("POST /x", "DELETE /x/{id}"),
              HasSubstr("expected a JSON Pointer in braces, such as {/id}"));
  for (const char* path : {"DELETE /x/{/id", "DELETE /x/id}", "DELETE /x/{{/id}}"}) {
    EXPECT_THAT(mistake("POST /x", path), HasSubstr("unbalanced brace")) << path;
  }
}

TEST(CleanUpRuleTest, FindsPathWithoutResponse) {
  const auto path = [](const char* step, const char* deletion) {
    return CleanUpRule{step, deletion}.expand_without_response("/a/7?x=1");
  };
  EXPECT_EQ(path("POST /cart", "/cart"), "/cart");
  EXPECT_EQ(path("PUT /a/{}", "/a/{/id}"), "/a/7");
  EXPECT_EQ(path("PUT /a/{}", "/a/{}"), "/a/7");
  EXPECT_EQ(path("PUT /a/{}", "/b/{/id}"), "");
  EXPECT_EQ(path("POST /a/{}", "/a/{/id}"), "");
  EXPECT_EQ(path("POST /a", "/a/{/id}"), "");
}

}  // namespace
}  // namespace traffic::detail
