// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "gtest_traffic/rows.h"

namespace traffic {

// Configures the role of a journey in loads and selections.
struct JourneyOptions {
  double weight = 1;                   // share in a mix without weights; 0 excludes it
  std::vector<std::string> tags = {};  // `@smoke` selects journeys with the tag smoke
  Rows rows = {};                      // one test per row; under load, taken in order
};

}  // namespace traffic
