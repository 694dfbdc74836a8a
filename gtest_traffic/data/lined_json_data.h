// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/json/monotonic_resource.hpp>
#include <boost/json/value.hpp>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "gtest_traffic/data/lined_json.h"

namespace traffic::detail {

// Holds the memory of a value, the value, and the line of each value in it.
struct LinedJson::Data {
  boost::json::monotonic_resource memory;
  std::optional<boost::json::value> root;
  std::vector<std::pair<const boost::json::value*, std::uint32_t>> lines;  // sorted by address

  // Combines the finished root with the lines of its values, which come in the order of the text.
  // Returns false if their numbers differ.
  bool number(const std::vector<std::uint32_t>& in_order);
};

}  // namespace traffic::detail
