// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/openapi/api_reader.h"

#include <gmock/gmock.h>

#include "gtest_traffic/openapi/testing/text_api.h"

namespace traffic::openapi {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// Returns the operations as `METHOD path @line`.
std::vector<std::string> operations_of(const TextApi& read) {
  std::vector<std::string> all;
  if (!read.api) return {read.api.error().message};
  for (const Operation& one : read.api->operations) {
    all.push_back(one.method + " " + one.path + " @" + std::to_string(one.place.line()));
  }
  return all;
}

constexpr const char* kOrders = R"(openapi: 3.1.0
info: {title: Orders, version: '1'}
paths:
  /orders:
    get:
      operationId: list
      tags: [a, b]
      deprecated: true
    post: {}
    x-get: {}
    summary: text
  /orders/{id}:
    parameters:
    - {name: id, in: path, required: true, schema: {type: integer}}
    delete: {}
    trace: {}
    query: {}
)";

TEST(ApiReaderTest, ReadsOperationsWithLines) {
  const TextApi read = read_text(kOrders);
  EXPECT_THAT(operations_of(read),
              ElementsAre("GET /orders @5", "POST /orders @9", "DELETE /orders/{id} @15",
                          "TRACE /orders/{id} @16"));
  EXPECT_EQ(problems_of(read), "");
  EXPECT_EQ(read.api->title, "Orders");
  EXPECT_EQ(read.api->version_text, "3.1.0");
  EXPECT_EQ(read.api->operations[0].id, "list");
  EXPECT_THAT(read.api->operations[0].tags, ElementsAre("a", "b"));
  EXPECT_TRUE(read.api->operations[0].deprecated);
}

TEST(ApiReaderTest, ReadsMethodsOfVersion32) {
  const TextApi read = read_text(
      "openapi: 3.2.0\npaths:\n  /a:\n    query: {}\n    additionalOperations:\n      COPY: {}\n"
      "      'b c': {}\n");
  EXPECT_THAT(operations_of(read), ElementsAre("QUERY /a @4", "COPY /a @6"));
  EXPECT_EQ(problems_of(read), "/api/root.yaml:7: 'b c' is not the name of a method\n");
}

TEST(ApiReaderTest, RefusesOtherDocuments) {
  EXPECT_EQ(problems_of(read_text("a: 1\n")),
            "/api/root.yaml: expected an OpenAPI description with 'openapi' or 'swagger', got a "
            "document without them");
  for (const char* const text :
       {"openapi: 4.0.0", "swagger: '1.2'", "swagger: 3.0.0", "openapi: []"}) {
    EXPECT_THAT(problems_of(read_text(text)),
                HasSubstr("expected OpenAPI 2.0, 3.0, 3.1 or 3.2, got"))
        << text;
  }
  EXPECT_THAT(problems_of(read_text("openapi: [")), HasSubstr("/api/root.yaml:1: invalid YAML"));
}

TEST(ApiReaderTest, FollowsReferencesToPathsAndOperations) {
  const TextApi read = read_texts({{"root.yaml",
                                    "openapi: 3.0.0\npaths:\n  /a: {$ref: a.yaml}\n"
                                    "  /b:\n    get: {$ref: 'b.yaml#/get'}\n"
                                    "    put: {$ref: 'b.yaml#/gone'}\n"},
                                   {"a.yaml", "get: {}\npost: {$ref: 'b.yaml#/get'}\n"},
                                   {"b.yaml", "x: 1\nget:\n  operationId: b\n"}});
  EXPECT_THAT(operations_of(read), ElementsAre("GET /a @1", "POST /a @2", "GET /b @2"));
  EXPECT_THAT(
      problems_of(read),
      testing::AllOf(HasSubstr("/api/root.yaml:6: cannot follow 'b.yaml#/gone': "
                               "/api/b.yaml has no value at '/gone'\n"),
                     HasSubstr("/api/b.yaml:2: the operationId 'b' is also that of POST /a")));
}

TEST(ApiReaderTest, MergesParametersOfPathAndOperation) {
  const TextApi read = read_text(R"(openapi: 3.0.3
paths:
  /a/{id}:
    parameters:
    - {name: id, in: path, required: true, style: label}
    - {name: page, in: query, schema: {type: integer}}
    - {name: id, in: query}
    get:
      parameters:
      - {name: page, in: query, required: true, explode: false, allowReserved: true}
      - {name: X-Tag, in: header}
      - {name: Accept, in: header}
      - {name: filter, in: query, content: {application/json: {schema: {type: object}}}}
      - {name: session, in: cookie}
)");
  EXPECT_EQ(problems_of(read), "");
  std::vector<std::string> all;
  for (const Parameter& one : read.api->operations.at(0).parameters) {
    all.push_back(std::string(to_string(one.in)) + " " + one.name + " " + one.style +
                  (one.explode ? "*" : "") + (one.required ? "!" : "") +
                  (one.allow_reserved ? "+" : "") + (one.schema ? " schema" : "") +
                  (one.content ? " " + one.content->type : ""));
  }
  EXPECT_THAT(all, ElementsAre("path id label!", "query page form!+", "query id form*",
                               "header X-Tag simple", "query filter form* application/json",
                               "cookie session form*"));
}

TEST(ApiReaderTest, ComparesPathAndParameters) {
  EXPECT_EQ(problems_of(read_text("openapi: 3.0.0\npaths:\n  /a/{x}/{y}:\n    get:\n"
                                  "      parameters:\n      - {name: x, in: path}\n"
                                  "      - {name: z, in: path}\n      - {name: q, in: body}\n"
                                  "      - {in: query}\n  a: {}\n")),
            "/api/root.yaml:8: the parameter 'q' has an unknown place, 'in: body'\n"
            "/api/root.yaml:9: the parameter has no 'name'\n"
            "/api/root.yaml:4: GET /a/{x}/{y}: no parameter describes '{y}' of the path\n"
            "/api/root.yaml:7: GET /a/{x}/{y}: the path has no '{z}' for the parameter\n"
            "/api/root.yaml:10: the path 'a' must begin with '/'\n");
}

TEST(ApiReaderTest, ReadsSecurity) {
  const TextApi read = read_text(R"(openapi: 3.0.0
components:
  securitySchemes:
    key: {type: apiKey, in: header, name: X-Key}
    token: {type: http, scheme: Bearer}
    basic: {type: http, scheme: basic}
    login: {type: oauth2, flows: {}}
    odd: {type: mutualTLS}
security:
- key: []
  token: [read]
- basic: []
paths:
  /a: {get: {}, put: {security: []}, post: {security: [{}, {gone: []}]}}
)");
  EXPECT_EQ(problems_of(read), "/api/root.yaml:14: the API defines no security scheme 'gone'\n");
  std::vector<SecurityKind> kinds;
  for (const SecurityScheme& one : read.api->schemes) kinds.push_back(one.kind);
  EXPECT_THAT(kinds, ElementsAre(SecurityKind::kApiKey, SecurityKind::kBearer, SecurityKind::kBasic,
                                 SecurityKind::kOAuth2, SecurityKind::kOther));
  EXPECT_EQ(read.api->schemes[0].key, "X-Key");
  const auto& operations = read.api->operations;
  ASSERT_EQ(operations[0].security.size(), 2U);
  EXPECT_EQ(operations[0].security[0].schemes[1].first, "token");
  EXPECT_THAT(operations[0].security[0].schemes[1].second, ElementsAre("read"));
  EXPECT_THAT(operations[1].security, IsEmpty());
  EXPECT_THAT(operations[2].security.at(0).schemes, IsEmpty());
}

TEST(ApiReaderTest, ReadsServersWithVariables) {
  const TextApi read = read_text(R"(openapi: 3.0.0
servers:
- url: '{scheme}://{host}/v1'
  variables: {scheme: {default: https}, host: {default: a.example}}
- {url: '/{gone}'}
- {}
paths:
  /a: {servers: [{url: /path}], get: {}, put: {servers: [{url: /own}]}}
  /b: {get: {}}
)");
  EXPECT_EQ(problems_of(read),
            "/api/root.yaml:5: the variable 'gone' of the server has no default\n"
            "/api/root.yaml:6: the server has no 'url'\n");
  EXPECT_THAT(read.api->servers, ElementsAre("https://a.example/v1", "/"));
  EXPECT_THAT(read.api->operations[0].servers, ElementsAre("/path"));
  EXPECT_THAT(read.api->operations[1].servers, ElementsAre("/own"));
  EXPECT_THAT(read.api->operations[2].servers, ElementsAre("https://a.example/v1", "/"));
}

TEST(ApiReaderTest, SurvivesValuesOfWrongTypes) {
  for (const char* const text :
       {"openapi: 3.0.0\npaths: 1", "openapi: 3.0.0\npaths: {/a: 1}",
        "openapi: 3.0.0\npaths: {/a: {get: 1}}",
        "openapi: 3.0.0\npaths: {/a: {get: {parameters: 1, responses: 2, requestBody: 3, tags: 4, "
        "security: 5, servers: 6}}}",
        "openapi: 3.0.0\ninfo: 1\ncomponents: 2\nsecurity: [1]\nservers: [2]\npaths: {/a: {get: "
        "{}}}",
        "swagger: '2.0'\nhost: 1\nschemes: 2\npaths: {/a: {get: {consumes: 1}}}"}) {
    EXPECT_TRUE(read_text(text).api) << text;
  }
  EXPECT_EQ(problems_of(read_text("openapi: 3.0.0\npaths: {/a: {get: 1}}")),
            "/api/root.yaml:2: expected an operation (an object), got number\n");
}

}  // namespace
}  // namespace traffic::openapi
