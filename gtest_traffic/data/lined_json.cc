// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/data/lined_json.h"

#include <algorithm>
#include <functional>

#include "gtest_traffic/data/lined_json_data.h"

namespace traffic::detail {

bool LinedJson::Data::number(const std::vector<std::uint32_t>& in_order) {
  lines.reserve(in_order.size());
  // The values that are still to be visited, the next one last.
  std::vector<const boost::json::value*> left{&*root};
  while (!left.empty()) {
    const boost::json::value& value = *left.back();
    left.pop_back();
    if (lines.size() == in_order.size()) return false;
    lines.emplace_back(&value, in_order[lines.size()]);
    if (const auto* array = value.if_array()) {
      for (std::size_t i = array->size(); i > 0; --i) left.push_back(&(*array)[i - 1]);
    } else if (const auto* object = value.if_object()) {
      for (auto member = object->end(); member != object->begin();) {
        left.push_back(&(--member)->value());
      }
    }
  }
  if (lines.size() != in_order.size()) return false;
  std::sort(lines.begin(), lines.end(),
            [](const auto& a, const auto& b) { return std::less<>()(a.first, b.first); });
  return true;
}

const boost::json::value& LinedJson::root() const { return *data_->root; }

int LinedJson::line_of(const boost::json::value& value) const {
  const auto& lines = data_->lines;
  const auto found = std::lower_bound(lines.begin(), lines.end(), &value,
                                      [](const auto& one, const boost::json::value* wanted) {
                                        return std::less<>()(one.first, wanted);
                                      });
  if (found == lines.end() || found->first != &value) return 0;
  return static_cast<int>(found->second);
}

std::size_t LinedJson::size() const { return data_->lines.size(); }

std::shared_ptr<const boost::json::value> LinedJson::share() const {
  return {data_, &*data_->root};
}

}  // namespace traffic::detail
