// SPDX-License-Identifier: Apache-2.0
// Reads OpenAPI 2.0.
#include <gmock/gmock.h>

#include "gtest_traffic/openapi/testing/text_api.h"

namespace traffic::openapi {
namespace {

using testing::ElementsAre;

constexpr const char* kSwagger = R"(swagger: '2.0'
host: api.example
basePath: /v2
schemes: [https, wss]
consumes: [application/json]
produces: [application/json, text/csv]
securityDefinitions:
  key: {type: apiKey, in: query, name: k}
  basic: {type: basic}
paths:
  /a/{id}:
    post:
      parameters:
      - {name: id, in: path, required: true, type: integer}
      - {name: tags, in: query, type: array, items: {type: string}, collectionFormat: pipes}
      - {name: more, in: query, type: array, items: {type: string}, collectionFormat: multi}
      - {name: body, in: body, required: true, schema: {type: object}}
      responses:
        200: {schema: {type: object}}
        default: {description: none}
        '2xx': {}
  /form:
    post:
      parameters:
      - {name: text, in: formData, type: string, required: true}
      - {name: file, in: formData, type: file}
    put:
      consumes: [application/x-www-form-urlencoded]
      parameters:
      - {name: text, in: formData, type: string}
)";

TEST(SwaggerTest, ReadsHostAndSecurity) {
  const TextApi read = read_text(kSwagger);
  ASSERT_TRUE(read.api) << read.api.error().message;
  EXPECT_EQ(read.api->version, Version::k20);
  EXPECT_THAT(read.api->servers, ElementsAre("https://api.example/v2"));
  EXPECT_EQ(read.api->schemes.at(0).in, ParameterIn::kQuery);
  EXPECT_EQ(read.api->schemes.at(1).kind, SecurityKind::kBasic);
  EXPECT_EQ(problems_of(read),
            "/api/root.yaml:21: expected a status such as 200, 2XX or default, got '2xx'\n");
}

TEST(SwaggerTest, TranslatesParametersAndBodies) {
  const TextApi read = read_text(kSwagger);
  ASSERT_TRUE(read.api);
  const Operation& post = read.api->operations.at(0);
  EXPECT_EQ(post.parameters.at(1).style, "pipeDelimited");
  EXPECT_FALSE(post.parameters.at(1).explode);
  EXPECT_EQ(post.parameters.at(2).style, "form");
  EXPECT_TRUE(post.parameters.at(2).explode);
  EXPECT_EQ(post.parameters.at(0).schema.text_of("type"), "integer");
  ASSERT_TRUE(post.body);
  EXPECT_TRUE(post.body->required);
  EXPECT_EQ(post.body->content.at(0).type, "application/json");
  EXPECT_EQ(post.body->content.at(0).schema.text_of("type"), "object");
  ASSERT_EQ(post.responses.size(), 2U);
  EXPECT_EQ(post.responses[0].content.size(), 2U);
  EXPECT_EQ(post.responses[0].content.at(1).type, "text/csv");
  EXPECT_TRUE(post.responses[1].content.empty());
}

TEST(SwaggerTest, ReadsForms) {
  const TextApi read = read_text(kSwagger);
  ASSERT_TRUE(read.api);
  const Operation& files = read.api->operations.at(1);
  ASSERT_TRUE(files.body);
  EXPECT_EQ(files.body->content.at(0).type, "multipart/form-data");
  EXPECT_EQ(files.body->form.at(1).name, "file");
  EXPECT_TRUE(files.body->required);
  const Operation& text = read.api->operations.at(2);
  EXPECT_EQ(text.body->content.at(0).type, "application/x-www-form-urlencoded");
  EXPECT_FALSE(text.body->required);
}

TEST(SwaggerTest, KeepsARelativeBasePath) {
  EXPECT_THAT(read_text("swagger: '2.0'\nbasePath: /api\n").api->servers, ElementsAre("/api"));
  EXPECT_THAT(read_text("swagger: 2.0\nhost: h\n").api->servers, ElementsAre("//h"));
  EXPECT_TRUE(read_text("swagger: '2.0'").api->servers.empty());
}

}  // namespace
}  // namespace traffic::openapi
