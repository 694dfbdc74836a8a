// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include <boost/json/static_resource.hpp>
#include <boost/json/value.hpp>
#include <string>

#include "gtest_traffic/base/testing/allocation_count.h"
#include "gtest_traffic/body.h"
#include "gtest_traffic/match/sample_response.h"
#include "gtest_traffic/matchers.h"
#include "gtest_traffic/path.h"

namespace as_a_user {

using namespace testing;
using namespace traffic;
using namespace traffic::detail;

constexpr std::string_view kBody =
    R"({"status":"PENDING","description":"a text longer than any small buffer","n":4,"items":[1,"a",3.5]})";

// Counts the allocations of the second round. The first round may allocate memory that stays in
// use.
template <class Work>
long allocations_of(Work work) {
  work();
  const long before = allocation_count();
  work();
  return allocation_count() - before;
}

TEST(AllocationTest, CounterCountsAllocations) {
  EXPECT_GT(allocations_of([] { EXPECT_THAT(std::string(100, 'x'), SizeIs(100)); }), 0);
}

TEST(AllocationTest, PassingChecksDoNotAllocate) {
  SampleResponse sample(201, kBody);
  const Response response = sample.response();
  const boost::json::value captured = "a text longer than any small buffer";
  EXPECT_EQ(allocations_of([&] {
              EXPECT_THAT(response, StatusIs(201));
              EXPECT_THAT(response, IsSuccess());
              EXPECT_THAT(response, JsonAt("/status", "PENDING"));
              EXPECT_THAT(response, JsonAt("/description", "a text longer than any small buffer"));
              EXPECT_THAT(response, JsonAt("/description", captured));
              EXPECT_THAT(response, JsonAt("/n", 4));
              EXPECT_THAT(response, JsonAt("/items/2", 3.5));
              EXPECT_THAT(response, HeaderIs("Content-Type", "application/json"));
              EXPECT_THAT(response, BodyContains("PENDING"));
              EXPECT_THAT(response, RespondsWithin(std::chrono::seconds(1)));
            }),
            0);
}

TEST(AllocationTest, CombinedChecksDoNotAllocate) {
  SampleResponse sample(201, kBody);
  const Response response = sample.response();
  EXPECT_EQ(allocations_of([&] {
              EXPECT_THAT(response,
                          AllOf(StatusIs(201), JsonAt("/status", "PENDING"), JsonAt("/n", 4),
                                HeaderIs("Content-Type", "application/json"), JsonAt("/items/0", 1),
                                JsonAt("/items/1", "a")));
            }),
            0);
}

TEST(AllocationTest, ExpectedJsonUsesPool) {
  SampleResponse sample(201, kBody);
  const Response response = sample.response();
  EXPECT_EQ(allocations_of([&] {
              EXPECT_THAT(response, JsonAt("/items", {1, "a", 3.5}));
              EXPECT_THAT(response, JsonEq({{"status", "PENDING"},
                                            {"description", "a text longer than any small buffer"},
                                            {"n", 4},
                                            {"items", {1, "a", 3.5}}}));
            }),
            0);
}

TEST(AllocationTest, PathsAreCompiledOnce) {
  SampleResponse sample(201, kBody);
  const Response response = sample.response();
  EXPECT_EQ(allocations_of([&] {
              EXPECT_THAT(response, JsonPathIs("$.status", "PENDING"));
              EXPECT_THAT(response, JsonPathIs("$.items[?@ > 3]", 3.5));
              EXPECT_THAT(response, HasNoJsonPath("$..error"));
            }),
            0);
}

TEST(AllocationTest, RulesAndFormatsDoNotAllocate) {
  SampleResponse sample(201, R"({"at":"2026-03-14T15:09:26Z","n":4,"items":[1,"a",3.5]})");
  const Response response = sample.response();
  EXPECT_EQ(allocations_of([&] {
              EXPECT_THAT(response,
                          AllOf(JsonContains({{"n", 4.001}, {"items", {"a", 1}}}, near(0.01)),
                                JsonAt("/at", IsTimestamp()), JsonNear("/n", 4, 0.5),
                                HasHeader("Content-Type")));
            }),
            0);
}

TEST(AllocationTest, SchemasDoNotAllocate) {
  SampleResponse sample(201, kBody);
  const Response response = sample.response();
  constexpr const char* kText = R"json({"type": "object", "required": ["status", "n"],
    "properties": {"status": {"enum": ["PENDING", "PAID"]}, "n": {"multipleOf": 0.5},
                   "description": {"pattern": "^a (?=text)", "maxLength": 100},
                   "items": {"contains": {"const": 3.5}, "uniqueItems": true}},
    "propertyNames": {"pattern": "^[a-z]+$"},
    "unevaluatedProperties": false, "oneOf": [{"minProperties": 9}, {"minProperties": 4}]})json";
  static const Expected<Schema> schema = Schema::parse(kText, {.formats = SchemaFormats::kAssert});
  EXPECT_EQ(allocations_of([&] {
              EXPECT_THAT(response, MatchesSchema(schema));
              EXPECT_THAT(response, MatchesSchema(kText));
            }),
            0);
}

TEST(AllocationTest, ParsingUsesDocumentMemoryOnly) {
  unsigned char buffer[16384];
  Exchange exchange;
  exchange.status = 200;
  exchange.body = kBody;
  EXPECT_EQ(allocations_of([&] {
              boost::json::static_resource memory(buffer, sizeof buffer);
              Response::Document document;
              document.memory = &memory;
              const Response response(exchange, document);
              EXPECT_EQ(response["/n"].as_int64(), 4);
            }),
            0);
}

TEST(AllocationTest, WritingRequestDoesNotAllocate) {
  unsigned char buffer[16384];
  std::string out;
  EXPECT_EQ(allocations_of([&] {
              boost::json::static_resource memory(buffer, sizeof buffer);
              set_body_memory(&memory);
              out.clear();
              Path("/api/orders/{}?q={}", 17, "a text longer than any small buffer").append_to(out);
              Body{{"name", "a text longer than any small buffer"},
                   {"items", {{{"id", 1}, {"price", 2.5}}, {{"id", 2}}}},
                   {"padding", "0123456789"}}
                  .append_to(out);
              set_body_memory(nullptr);
            }),
            0);
}

}  // namespace as_a_user
