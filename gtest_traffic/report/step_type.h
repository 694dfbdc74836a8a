// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "gtest_traffic/base/utf8.h"

namespace traffic::detail {

// Returns the type and the name of a step as Locust shows them: `GET` and `/things`. The type of a
// STEP block is `STEP`.
inline std::pair<std::string, std::string> type_and_name(std::string_view step, bool is_block) {
  const std::size_t space = step.find(' ');
  if (is_block) return {"STEP", printable(step)};
  if (space == std::string_view::npos) return {"", printable(step)};
  return {std::string(step.substr(0, space)), printable(step.substr(space + 1))};
}

}  // namespace traffic::detail
