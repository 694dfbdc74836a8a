// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>

namespace traffic {

// Names a journey and its share: `{"Shopper.Browses", 9}`. A wildcard such as `Shopper.*`, or a tag
// such as `@smoke`, names several.
struct MixEntry {
  std::string journey = {};
  double weight = 1;
};

// Sets the share or the number of the users of a class, independent of the weights of its journeys:
// `{.user = "Shopper", .weight = 3}`, `{.user = "Admin", .exactly = 1}`.
struct UserClass {
  std::string user = {};                    // the class, as the journeys name it
  double weight = 1;                        // its share
  std::optional<std::size_t> exactly = {};  // closed model: this number instead of a share
};

}  // namespace traffic
