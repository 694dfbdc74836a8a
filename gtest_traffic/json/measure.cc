// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/json/measure.h"

#include <boost/container/small_vector.hpp>

namespace traffic {

Measure measure(const boost::json::value& value, std::size_t max_depth) {
  struct Waiting {
    const boost::json::value* value;
    std::size_t depth;
  };
  Measure out{1, false};
  boost::container::small_vector<Waiting, 16> waiting{{&value, 1}};
  while (!waiting.empty()) {
    const Waiting next = waiting.back();
    waiting.pop_back();
    if (!next.value->is_structured()) continue;
    if (next.depth > max_depth) {
      out.deeper = true;
      continue;
    }
    const auto visit = [&](const boost::json::value& child) {
      ++out.values;
      if (child.is_structured()) waiting.push_back({&child, next.depth + 1});
    };
    if (const auto* array = next.value->if_array()) {
      for (const auto& item : *array) visit(item);
    } else {
      for (const auto& field : next.value->get_object()) visit(field.value());
    }
  }
  return out;
}

}  // namespace traffic
