// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/json/measure.h"

#include <boost/container/small_vector.hpp>

namespace traffic::detail {

Measure measure(const boost::json::value& value, std::size_t max_depth) {
  struct PendingValue {
    const boost::json::value* value;
    std::size_t depth;
  };
  Measure out{1, false};
  boost::container::small_vector<PendingValue, 16> pending{{&value, 1}};
  while (!pending.empty()) {
    const PendingValue next = pending.back();
    pending.pop_back();
    if (!next.value->is_structured()) continue;
    if (next.depth > max_depth) {
      out.deeper = true;
      continue;
    }
    const auto visit = [&](const boost::json::value& child) {
      ++out.values;
      if (child.is_structured()) pending.push_back({&child, next.depth + 1});
    };
    if (const auto* array = next.value->if_array()) {
      for (const auto& item : *array) visit(item);
    } else {
      for (const auto& field : next.value->get_object()) visit(field.value());
    }
  }
  return out;
}

}  // namespace traffic::detail
