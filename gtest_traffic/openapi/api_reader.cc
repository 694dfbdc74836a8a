// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/openapi/api_reader.h"

#include <algorithm>
#include <array>
#include <set>

#include "gtest_traffic/base/text.h"
#include "gtest_traffic/http/headers.h"
#include "gtest_traffic/openapi/body_reader.h"
#include "gtest_traffic/openapi/parameter_reader.h"
#include "gtest_traffic/openapi/security_reader.h"
#include "gtest_traffic/openapi/server_reader.h"

namespace traffic::openapi {
namespace {

struct Verb {
  std::string_view key;
  Version since;
};

constexpr std::array kVerbs{
    Verb{"get", Version::k20},    Verb{"put", Version::k20},     Verb{"post", Version::k20},
    Verb{"delete", Version::k20}, Verb{"options", Version::k20}, Verb{"head", Version::k20},
    Verb{"patch", Version::k20},  Verb{"trace", Version::k30},   Verb{"query", Version::k32}};

// Returns the version of a description: `3.1.0`. In YAML, an unquoted `2.0` is a number.
std::string version_text(const Place& root) {
  for (const std::string_view key : {"openapi", "swagger"}) {
    const Place place = root.member(key);
    if (!place) continue;
    if (const auto* text = place.value->if_string()) return {text->data(), text->size()};
    if (place.value->is_number()) return fmt::format("{:.1f}", place.value->to_number<double>());
  }
  return {};
}

std::optional<Version> version_of(const Place& root, std::string_view text) {
  if (root.member("swagger")) {
    return text == "2.0" ? std::optional(Version::k20) : std::nullopt;
  }
  if (text.starts_with("3.0")) return Version::k30;
  if (text.starts_with("3.1")) return Version::k31;
  if (text.starts_with("3.2")) return Version::k32;
  return std::nullopt;
}

std::string upper(std::string_view text) {
  std::string all(text);
  for (char& c : all) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return all;
}

// Reads the paths of one API.
class Reader {
 public:
  Reader(Documents& documents, Api& api) : scope_(documents, api), api_(api) {}

  void read() {
    const Place& root = api_.place;
    api_.title = root.member("info").text_of("title");
    const bool swagger = scope_.is_swagger();
    api_.servers = swagger ? read_host(scope_, root) : read_servers(scope_, root.member("servers"));
    api_.schemes = read_security_schemes(
        scope_, swagger ? root.member("securityDefinitions")
                        : root.member("components").member("securitySchemes"));
    security_ = read_security(scope_, root.member("security"));
    scope_.each(root.member("paths"), [this](std::string_view path, const Place& item) {
      if (path.starts_with('/')) return read_path(path, item);
      scope_.problem(item, fmt::format("the path '{}' must begin with '/'", path));
    });
  }

 private:
  // The common parts of the operations of a path.
  struct PathItem {
    std::string_view path;
    Place place;
    std::vector<std::string> servers;
  };

  void read_path(std::string_view path, const Place& item) {
    // A path with a reference may have operations of its own, which take precedence.
    std::set<std::string> methods;
    if (item.member("$ref")) read_operations(path, item, methods);
    if (const Place found = scope_.follow(item, "a path")) read_operations(path, found, methods);
  }

  void read_operations(std::string_view path, const Place& item, std::set<std::string>& methods) {
    const PathItem common{path, item, read_servers(scope_, item.member("servers"))};
    const auto add = [&](const std::string& method, const Place& place) {
      if (place && methods.insert(method).second) read_operation(common, method, place);
    };
    scope_.each(item, [&](std::string_view key, const Place& place) {
      const auto* const verb = std::find_if(kVerbs.begin(), kVerbs.end(), [&](const Verb& one) {
        return one.key == key && scope_.since(one.since);
      });
      if (verb != kVerbs.end()) add(upper(key), place);
    });
    if (!scope_.since(Version::k32)) return;
    scope_.each(item.member("additionalOperations"), [&](std::string_view key, const Place& place) {
      if (detail::is_token(key)) return add(std::string(key), place);
      scope_.problem(place, fmt::format("'{}' is not the name of a method", key));
    });
  }

  void read_operation(const PathItem& common, const std::string& method, const Place& given) {
    const Place place = scope_.follow(given, "an operation");
    if (!place) return;
    Operation operation{.method = method, .path = std::string(common.path)};
    operation.place = place;
    operation.id = place.text_of("operationId");
    operation.tags = scope_.texts(place.member("tags"));
    operation.deprecated = place.flag("deprecated");
    ParameterLists lists;
    read_parameters(scope_, common.place.member("parameters"), lists);
    read_parameters(scope_, place.member("parameters"), lists);
    operation.parameters = std::move(lists.parameters);
    operation.body = scope_.is_swagger() ? swagger_body(place, lists)
                                         : read_request_body(scope_, place.member("requestBody"));
    operation.responses =
        read_responses(scope_, place.member("responses"), types(place, "produces"));
    const Place security = place.member("security");
    operation.security = security ? read_security(scope_, security) : security_;
    operation.servers = servers_of(place, common);
    check(operation);
    api_.operations.push_back(std::move(operation));
  }

  // Returns the media types of an operation in OpenAPI 2.0.
  std::vector<std::string> types(const Place& operation, std::string_view key) const {
    const Place own = operation.member(key);
    std::vector<std::string> all = scope_.texts(own ? own : api_.place.member(key));
    if (all.empty()) all.emplace_back("application/json");
    return all;
  }

  std::optional<RequestBody> swagger_body(const Place& operation, ParameterLists& lists) const {
    if (!lists.body && lists.form.empty()) return std::nullopt;
    RequestBody body;
    if (lists.body) {
      body.required = lists.body.flag("required");
      body.place = lists.body;
      for (const std::string& type : types(operation, "consumes")) {
        body.content.push_back({type, lists.body.member("schema"), lists.body});
      }
      return body;
    }
    const auto needed = [](const Parameter& one) { return one.required; };
    const auto is_file = [](const Parameter& one) { return one.place.text_of("type") == "file"; };
    body.required = std::any_of(lists.form.begin(), lists.form.end(), needed);
    body.place = operation;
    for (const std::string& type : types(operation, "consumes")) {
      const bool form = type.starts_with("multipart/form-data") ||
                        type.starts_with("application/x-www-form-urlencoded");
      if (form) body.content.push_back({type, {}, operation});
    }
    if (body.content.empty()) {
      const bool files = std::any_of(lists.form.begin(), lists.form.end(), is_file);
      body.content.push_back(
          {files ? "multipart/form-data" : "application/x-www-form-urlencoded", {}, operation});
    }
    body.form = std::move(lists.form);
    return body;
  }

  std::vector<std::string> servers_of(const Place& operation, const PathItem& common) const {
    std::vector<std::string> own = read_servers(scope_, operation.member("servers"));
    if (!own.empty()) return own;
    return common.servers.empty() ? api_.servers : common.servers;
  }

  void check(const Operation& operation) {
    check_path(scope_, operation);
    if (operation.id.empty()) return;
    const auto [same, is_new] = ids_.emplace(operation.id, operation.method + " " + operation.path);
    if (is_new) return;
    scope_.problem(operation.place, fmt::format("the operationId '{}' is also that of {}",
                                                operation.id, same->second));
  }

  Scope scope_;
  Api& api_;
  std::vector<SecurityChoice> security_;    // of operations without their own
  std::map<std::string, std::string> ids_;  // the operation of each operationId
};

}  // namespace

bool describes_api(const Document& document) {
  const Place root{&document, &document.json.root()};
  return root.member("openapi") || root.member("swagger");
}

Expected<Api> read_api(Documents& documents, const Document& root) {
  Api api;
  api.place = {&root, &root.json.root()};
  api.version_text = version_text(api.place);
  if (!describes_api(root)) {
    return Error{
        fmt::format("{}: expected an OpenAPI description with 'openapi' or 'swagger', "
                    "got a document without them",
                    root.name)};
  }
  const auto version = version_of(api.place, api.version_text);
  if (!version) {
    return Error{fmt::format("{}: expected OpenAPI 2.0, 3.0, 3.1 or 3.2, got version '{}'",
                             root.name, api.version_text)};
  }
  api.version = *version;
  Reader(documents, api).read();
  return api;
}

}  // namespace traffic::openapi
