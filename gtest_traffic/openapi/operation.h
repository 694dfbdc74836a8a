// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "gtest_traffic/openapi/document.h"

namespace traffic::openapi {

// Lists the versions of OpenAPI. 3.1 and 3.2 use JSON Schema 2020-12.
enum class Version : std::uint8_t { k20, k30, k31, k32 };

enum class ParameterIn : std::uint8_t { kPath, kQuery, kHeader, kCookie, kQueryString };

// Returns `path`, `query`, `header`, `cookie` or `querystring`.
std::string_view to_string(ParameterIn in);

// One media type of a body: `application/json`, with its schema, examples and encodings.
struct MediaType {
  std::string type = {};
  Place schema = {};  // without a value if there is none
  Place place = {};
};

struct Parameter {
  std::string name = {};
  ParameterIn in = ParameterIn::kQuery;
  bool required = false;
  std::string style = {};  // `form`, `simple`, `label`, …; `tabDelimited` is only in OpenAPI 2.0
  bool explode = false;
  bool allow_reserved = false;
  Place schema = {};                      // in OpenAPI 2.0, the parameter itself
  std::optional<MediaType> content = {};  // replaces style and schema
  Place place = {};
};

struct RequestBody {
  bool required = false;
  std::vector<MediaType> content = {};
  std::vector<Parameter> form = {};  // fields of a form in OpenAPI 2.0, where `in` has no meaning
  Place place = {};
};

struct Response {
  std::string status = {};  // `200`, `2XX` or `default`
  std::vector<MediaType> content = {};
  std::vector<std::pair<std::string, Place>> headers = {};
  std::vector<std::pair<std::string, Place>> links = {};
  Place place = {};
};

enum class SecurityKind : std::uint8_t { kApiKey, kBasic, kBearer, kOAuth2, kOpenId, kOther };

struct SecurityScheme {
  std::string name = {};
  SecurityKind kind = SecurityKind::kOther;
  ParameterIn in = ParameterIn::kHeader;  // of an API key
  std::string key = {};                   // the header, query parameter or cookie of an API key
  Place place = {};
};

// Schemes that a request needs together, with their scopes. Empty: the request needs none.
struct SecurityChoice {
  std::vector<std::pair<std::string, std::vector<std::string>>> schemes = {};
};

struct Operation {
  std::string method = {};  // `GET`
  std::string path = {};    // template: `/orders/{id}`
  std::string id = {};      // operationId
  std::vector<std::string> tags = {};
  bool deprecated = false;
  std::vector<Parameter> parameters = {};
  std::optional<RequestBody> body = {};
  std::vector<Response> responses = {};
  std::vector<SecurityChoice> security = {};  // one of them is enough; empty: none is needed
  std::vector<std::string> servers = {};      // URLs with the defaults of their variables
  Place place = {};
};

// Describes an API.
struct Api {
  std::string title = {};
  Version version = Version::k31;
  std::string version_text = {};  // `3.1.0`
  std::vector<std::string> servers = {};
  std::vector<SecurityScheme> schemes = {};
  std::vector<Operation> operations = {};
  std::vector<std::string> problems = {};  // `root.yaml:12: …`; the operations exist nevertheless
  Place place = {};
};

}  // namespace traffic::openapi
