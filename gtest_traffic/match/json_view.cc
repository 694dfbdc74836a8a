// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/match/json_view.h"

#include <boost/json/value.hpp>
#include <ostream>

#include "gtest_traffic/http/quiet.h"
#include "gtest_traffic/json/diff.h"

namespace traffic::detail {

JsonView::operator std::string() const {
  if (const auto* text = json_->if_string()) return std::string(text->data(), text->size());
  *misused_ = true;
  return {};
}

JsonView::operator bool() const {
  if (const auto* truth = json_->if_bool()) return *truth;
  *misused_ = true;
  return false;
}

JsonView::iterator& JsonView::iterator::operator++() {
  ++item_;
  return *this;
}

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

std::partial_ordering JsonView::compare_number(const JsonLiteral& number) const {
  if (!json_->is_number()) *misused_ = true;
  return compare_number_to(*json_, number);
}

std::partial_ordering JsonView::compare_text(std::string_view text) const {
  if (const auto* string = json_->if_string()) return std::string_view(*string) <=> text;
  *misused_ = true;
  return std::partial_ordering::unordered;
}

void PrintTo(const JsonView& view, std::ostream* out) {
  if (!quiet()) *out << shown({}, view.json());
}

}  // namespace traffic::detail
