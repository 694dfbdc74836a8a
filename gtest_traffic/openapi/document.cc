// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/openapi/document.h"

#include <fmt/format.h>

#include "gtest_traffic/json/text_view.h"

namespace traffic::openapi {

std::string Place::text() const {
  if (document == nullptr) return "";
  const int at = line();
  return at == 0 ? document->name : fmt::format("{}:{}", document->name, at);
}

const boost::json::object* Place::object() const {
  return value == nullptr ? nullptr : value->if_object();
}

Place Place::member(std::string_view key) const {
  const boost::json::object* const members = object();
  return {document, members == nullptr ? nullptr : members->if_contains(key)};
}

std::string_view Place::text_of(std::string_view key) const {
  const Place found = member(key);
  const auto* text = found ? found.value->if_string() : nullptr;
  return text == nullptr ? std::string_view() : detail::text_view(*text);
}

bool Place::flag(std::string_view key) const {
  const Place found = member(key);
  const bool* const truth = found ? found.value->if_bool() : nullptr;
  return truth != nullptr && *truth;
}

}  // namespace traffic::openapi
