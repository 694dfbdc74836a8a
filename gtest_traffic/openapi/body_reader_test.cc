// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/openapi/body_reader.h"

#include <gmock/gmock.h>

#include "gtest_traffic/openapi/testing/text_api.h"

namespace traffic::openapi {
namespace {

constexpr const char* kBodies = R"(openapi: 3.0.0
components:
  requestBodies:
    upload:
      required: true
      content:
        multipart/form-data: {schema: {type: object}}
        application/json: {}
  responses:
    gone: {description: gone}
  headers:
    limit: {schema: {type: integer}}
paths:
  /a:
    post:
      requestBody: {$ref: '#/components/requestBodies/upload'}
      responses:
        '201':
          content: {application/json: {schema: {type: string}}}
          headers: {X-Limit: {$ref: '#/components/headers/limit'}}
          links: {next: {operationId: b}}
        '4XX': {$ref: '#/components/responses/gone'}
        '600': {}
)";

TEST(BodyReaderTest, ReadsRequestBodies) {
  const TextApi read = read_text(kBodies);
  ASSERT_TRUE(read.api) << read.api.error().message;
  const auto& body = read.api->operations.at(0).body;
  ASSERT_TRUE(body);
  EXPECT_TRUE(body->required);
  ASSERT_EQ(body->content.size(), 2U);
  EXPECT_EQ(body->content[0].type, "multipart/form-data");
  EXPECT_EQ(body->content[0].schema.text(), "/api/root.yaml:7");
  EXPECT_FALSE(body->content[1].schema);
}

TEST(BodyReaderTest, ReadsResponses) {
  const TextApi read = read_text(kBodies);
  ASSERT_TRUE(read.api);
  const auto& responses = read.api->operations.at(0).responses;
  ASSERT_EQ(responses.size(), 2U);
  EXPECT_EQ(responses[0].status, "201");
  EXPECT_EQ(responses[0].content.at(0).schema.text_of("type"), "string");
  EXPECT_EQ(responses[0].headers.at(0).first, "X-Limit");
  EXPECT_EQ(responses[0].headers.at(0).second.line(), 12);
  EXPECT_EQ(responses[0].links.at(0).second.text_of("operationId"), "b");
  EXPECT_EQ(responses[1].status, "4XX");
  EXPECT_EQ(problems_of(read),
            "/api/root.yaml:23: expected a status such as 200, 2XX or default, got '600'\n");
}

}  // namespace
}  // namespace traffic::openapi
