// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/openapi/security_reader.h"

#include <algorithm>

#include "gtest_traffic/base/text.h"

namespace traffic::openapi {
namespace {

SecurityKind kind_of(const Place& scheme) {
  const std::string_view type = scheme.text_of("type");
  if (type == "apiKey") return SecurityKind::kApiKey;
  if (type == "basic") return SecurityKind::kBasic;  // OpenAPI 2.0
  if (type == "oauth2") return SecurityKind::kOAuth2;
  if (type == "openIdConnect") return SecurityKind::kOpenId;
  if (type != "http") return SecurityKind::kOther;
  const std::string how = detail::to_lower(scheme.text_of("scheme"));
  if (how == "basic") return SecurityKind::kBasic;
  return how == "bearer" ? SecurityKind::kBearer : SecurityKind::kOther;
}

}  // namespace

std::vector<SecurityScheme> read_security_schemes(const Scope& scope, const Place& map) {
  std::vector<SecurityScheme> schemes;
  scope.each(map, [&](std::string_view name, const Place& place) {
    const Place scheme = scope.follow(place, "a security scheme");
    if (!scheme) return;
    SecurityScheme made{.name = std::string(name), .kind = kind_of(scheme), .place = scheme};
    made.key = scheme.text_of("name");
    if (scheme.text_of("in") == "query") made.in = ParameterIn::kQuery;
    if (scheme.text_of("in") == "cookie") made.in = ParameterIn::kCookie;
    if (made.kind == SecurityKind::kApiKey && made.key.empty()) {
      scope.problem(scheme,
                    fmt::format("the API key of the security scheme '{}' has no 'name'", name));
    }
    schemes.push_back(std::move(made));
  });
  return schemes;
}

std::vector<SecurityChoice> read_security(const Scope& scope, const Place& list) {
  std::vector<SecurityChoice> choices;
  const auto& known = scope.api().schemes;
  scope.each_item(list, [&](const Place& item) {
    SecurityChoice choice;
    scope.each(item, [&](std::string_view name, const Place& scopes) {
      const bool is_known = std::any_of(
          known.begin(), known.end(), [&](const SecurityScheme& one) { return one.name == name; });
      if (!is_known) {
        scope.problem(scopes, fmt::format("the API defines no security scheme '{}'", name));
      }
      choice.schemes.emplace_back(name, scope.texts(scopes));
    });
    choices.push_back(std::move(choice));
  });
  return choices;
}

}  // namespace traffic::openapi
