// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/openapi/parameter_reader.h"

#include <algorithm>

#include "gtest_traffic/base/text.h"
#include "gtest_traffic/openapi/body_reader.h"

namespace traffic::openapi {
namespace {

std::optional<ParameterIn> in_of(const Scope& scope, std::string_view in) {
  if (in == "path") return ParameterIn::kPath;
  if (in == "query") return ParameterIn::kQuery;
  if (in == "header") return ParameterIn::kHeader;
  if (in == "cookie" && !scope.is_swagger()) return ParameterIn::kCookie;
  if (in == "querystring" && scope.since(Version::k32)) return ParameterIn::kQueryString;
  return std::nullopt;
}

// The names of these headers have no meaning as parameters (OpenAPI 3.1, section 4.8.12.1).
bool is_ignored(const Parameter& parameter) {
  if (parameter.in != ParameterIn::kHeader) return false;
  const std::string name = detail::to_lower(parameter.name);
  return name == "accept" || name == "content-type" || name == "authorization";
}

// Translates `collectionFormat` of OpenAPI 2.0.
void set_collection_format(const Place& place, Parameter& parameter) {
  const std::string_view format = place.text_of("collectionFormat");
  const bool in_query = parameter.in == ParameterIn::kQuery;
  parameter.style = in_query ? "form" : "simple";
  parameter.explode = format == "multi";
  if (format == "ssv") parameter.style = "spaceDelimited";
  if (format == "pipes") parameter.style = "pipeDelimited";
  if (format == "tsv") parameter.style = "tabDelimited";
}

void set_style(const Place& place, Parameter& parameter) {
  const bool form = parameter.in == ParameterIn::kQuery || parameter.in == ParameterIn::kCookie;
  parameter.style = place.text_of("style");
  if (parameter.style.empty()) parameter.style = form ? "form" : "simple";
  parameter.explode = place.member("explode") ? place.flag("explode") : parameter.style == "form";
}

void put(Parameter parameter, std::vector<Parameter>& list) {
  const auto same = std::find_if(list.begin(), list.end(), [&](const Parameter& one) {
    return one.name == parameter.name && one.in == parameter.in;
  });
  if (same == list.end()) {
    list.push_back(std::move(parameter));
  } else {
    *same = std::move(parameter);
  }
}

void read_parameter(const Scope& scope, const Place& place, ParameterLists& lists) {
  const std::string_view in = place.text_of("in");
  if (scope.is_swagger() && in == "body") {
    lists.body = place;
    return;
  }
  Parameter parameter{.name = std::string(place.text_of("name")),
                      .required = place.flag("required"),
                      .schema = scope.is_swagger() ? place : place.member("schema"),
                      .place = place};
  if (parameter.name.empty()) return scope.problem(place, "the parameter has no 'name'");
  if (scope.is_swagger() && in == "formData") {
    set_collection_format(place, parameter);
    return put(std::move(parameter), lists.form);
  }
  const auto known = in_of(scope, in);
  if (!known) {
    return scope.problem(place, fmt::format("the parameter '{}' has an unknown place, 'in: {}'",
                                            parameter.name, in));
  }
  parameter.in = *known;
  if (is_ignored(parameter)) return;
  if (scope.is_swagger()) {
    set_collection_format(place, parameter);
  } else {
    set_style(place, parameter);
    parameter.allow_reserved = place.flag("allowReserved");
    auto content = read_content(scope, place.member("content"));
    if (!content.empty()) parameter.content = std::move(content.front());
  }
  put(std::move(parameter), lists.parameters);
}

}  // namespace

std::string_view to_string(ParameterIn in) {
  constexpr std::string_view kNames[] = {"path", "query", "header", "cookie", "querystring"};
  return kNames[static_cast<std::size_t>(in)];
}

void read_parameters(const Scope& scope, const Place& list, ParameterLists& lists) {
  scope.each_item(list, [&](const Place& item) {
    const Place place = scope.follow(item, "a parameter");
    if (place) read_parameter(scope, place, lists);
  });
}

void check_path(const Scope& scope, const Operation& operation) {
  const auto has = [&](std::string_view name) {
    return std::any_of(
        operation.parameters.begin(), operation.parameters.end(),
        [&](const Parameter& one) { return one.in == ParameterIn::kPath && one.name == name; });
  };
  std::vector<std::string_view> names;
  const std::string_view path = operation.path;
  for (std::size_t open = path.find('{'); open != path.npos; open = path.find('{', open + 1)) {
    const std::size_t close = path.find('}', open);
    if (close == path.npos) break;
    names.push_back(path.substr(open + 1, close - open - 1));
    if (!has(names.back())) {
      scope.problem(operation.place,
                    fmt::format("{} {}: no parameter describes '{{{}}}' of the path",
                                operation.method, path, names.back()));
    }
  }
  for (const Parameter& one : operation.parameters) {
    if (one.in != ParameterIn::kPath) continue;
    if (std::find(names.begin(), names.end(), one.name) != names.end()) continue;
    scope.problem(one.place, fmt::format("{} {}: the path has no '{{{}}}' for the parameter",
                                         operation.method, path, one.name));
  }
}

}  // namespace traffic::openapi
