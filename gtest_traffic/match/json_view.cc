// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/match/json_view.h"

#include <ostream>

#include "gtest_traffic/http/quiet.h"
#include "gtest_traffic/json/diff.h"

namespace traffic {

JsonView::iterator JsonView::begin() const {
  if (const auto* array = json_->if_array()) return {array->data(), misused_};
  *misused_ = true;
  return {nullptr, misused_};
}

JsonView::iterator JsonView::end() const {
  if (const auto* array = json_->if_array()) return {array->data() + array->size(), misused_};
  return {nullptr, misused_};
}

std::size_t JsonView::size() const {
  if (const auto* array = json_->if_array()) return array->size();
  if (const auto* object = json_->if_object()) return object->size();
  if (const auto* string = json_->if_string()) return string->size();
  *misused_ = true;
  return 0;
}

void PrintTo(const JsonView& view, std::ostream* out) {
  if (!quiet()) *out << shown({}, view.json());
}

}  // namespace traffic
