// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/openapi/scope.h"

#include <algorithm>

#include "gtest_traffic/http/json_compare.h"

namespace traffic::openapi {

Place Scope::follow(const Place& place, std::string_view what) const {
  if (!place) return place;
  auto found = documents_.follow(place);
  if (!found) {
    // Many places refer to the same mistake.
    auto& problems = api_.problems;
    const std::string& message = found.error().message;
    if (std::find(problems.begin(), problems.end(), message) == problems.end()) {
      problems.push_back(message);
    }
    return {};
  }
  if (found->object() == nullptr) {
    problem(*found,
            fmt::format("expected {} (an object), got {}", what, detail::kind_name(*found->value)));
    return {};
  }
  return *found;
}

std::vector<std::string> Scope::texts(const Place& place) const {
  std::vector<std::string> all;
  each_item(place, [&](const Place& item) {
    if (const auto* text = item.value->if_string()) all.emplace_back(text->data(), text->size());
  });
  return all;
}

}  // namespace traffic::openapi
