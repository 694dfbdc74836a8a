// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>

namespace traffic {

// Names a journey and its share: `{"Shopper.Browses", 9}`; a wildcard, `Shopper.*`, or a tag,
// `@smoke`, names several.
struct MixEntry {
  std::string journey = {};
  double weight = 1;
};

// Says how many of the users are of a class, whatever the weights of its journeys are:
// `{.user = "Shopper", .weight = 3}`, `{.user = "Admin", .exactly = 1}`.
struct UserClass {
  std::string user = {};                    // the class, as the journeys name it
  double weight = 1;                        // its share
  std::optional<std::size_t> exactly = {};  // closed model: so many, instead of a share
};

}  // namespace traffic
