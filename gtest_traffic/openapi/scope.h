// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <vector>

#include "gtest_traffic/openapi/documents.h"
#include "gtest_traffic/openapi/operation.h"

namespace traffic::openapi {

// Holds what the readers of an API's parts share: the documents, and the API with its problems.
class Scope {
 public:
  Scope(Documents& documents, Api& api) : documents_(documents), api_(api) {}

  Api& api() const { return api_; }
  bool is_swagger() const { return api_.version == Version::k20; }
  bool since(Version version) const { return api_.version >= version; }

  void problem(const Place& at, std::string_view message) const {
    api_.problems.push_back(fmt::format("{}: {}", at.text(), message));
  }

  // Follows the references of a place. Reports a problem and returns a place without a value if
  // that fails, or if the result is not an object. Returns other places without a value unchanged.
  Place follow(const Place& place, std::string_view what) const;

  // Calls a function with the key and the place of each member of an object, except for the
  // extensions `x-…`.
  template <class Visit>
  void each(const Place& place, Visit visit) const {
    const boost::json::object* const members = place.object();
    if (members == nullptr) return;
    for (const auto& member : *members) {
      const std::string_view key(member.key().data(), member.key().size());
      if (!key.starts_with("x-")) visit(key, Place{place.document, &member.value()});
    }
  }

  // Calls a function with the place of each element of a list.
  template <class Visit>
  void each_item(const Place& place, Visit visit) const {
    const auto* items = place ? place.value->if_array() : nullptr;
    if (items == nullptr) return;
    for (const boost::json::value& item : *items) visit(Place{place.document, &item});
  }

  // Returns the texts of a list.
  std::vector<std::string> texts(const Place& place) const;

 private:
  Documents& documents_;
  Api& api_;
};

}  // namespace traffic::openapi
