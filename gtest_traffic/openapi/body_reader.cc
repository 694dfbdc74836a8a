// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/openapi/body_reader.h"

#include <algorithm>
#include <cctype>

namespace traffic::openapi {
namespace {

bool is_status(std::string_view text) {
  if (text == "default") return true;
  if (text.size() != 3 || text[0] < '1' || text[0] > '5') return false;
  return text.substr(1) == "XX" || std::all_of(text.begin(), text.end(), [](unsigned char c) {
           return std::isdigit(c) != 0;
         });
}

std::vector<std::pair<std::string, Place>> members_of(const Scope& scope, const Place& map,
                                                      std::string_view what) {
  std::vector<std::pair<std::string, Place>> all;
  scope.each(map, [&](std::string_view name, const Place& place) {
    if (const Place found = scope.follow(place, what)) all.emplace_back(name, found);
  });
  return all;
}

}  // namespace

std::vector<MediaType> read_content(const Scope& scope, const Place& map) {
  std::vector<MediaType> content;
  scope.each(map, [&](std::string_view type, const Place& place) {
    const Place found = scope.follow(place, "a media type");
    if (found) content.push_back({std::string(type), found.member("schema"), found});
  });
  return content;
}

std::optional<RequestBody> read_request_body(const Scope& scope, const Place& place) {
  const Place found = scope.follow(place, "a request body");
  if (!found) return std::nullopt;
  return RequestBody{.required = found.flag("required"),
                     .content = read_content(scope, found.member("content")),
                     .place = found};
}

std::vector<Response> read_responses(const Scope& scope, const Place& map,
                                     const std::vector<std::string>& produces) {
  std::vector<Response> responses;
  scope.each(map, [&](std::string_view status, const Place& place) {
    if (!is_status(status)) {
      return scope.problem(
          place, fmt::format("expected a status such as 200, 2XX or default, got '{}'", status));
    }
    const Place found = scope.follow(place, "a response");
    if (!found) return;
    Response response{.status = std::string(status), .place = found};
    if (scope.is_swagger()) {
      const Place schema = found.member("schema");
      if (schema) {
        for (const std::string& type : produces) response.content.push_back({type, schema, found});
      }
    } else {
      response.content = read_content(scope, found.member("content"));
      response.links = members_of(scope, found.member("links"), "a link");
    }
    response.headers = members_of(scope, found.member("headers"), "a header");
    responses.push_back(std::move(response));
  });
  return responses;
}

}  // namespace traffic::openapi
