// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "gtest_traffic/json/schema_run.h"

namespace traffic::detail {

bool SchemaRun::check_array(const SchemaNode& node, const Place& at, const Scope* scope,
                            Marks marks) {
  const SchemaArrayRule& rule = *node.array;
  const boost::json::array& items = at.value.get_array();
  bool ok = true;
  if (items.size() < rule.size.min) {
    ok = false;
    if (report_failure(node, "minItems", at,
                       [&] { return fmt::format("at least {} items", rule.size.min); }))
      return false;
  }
  if (items.size() > rule.size.max) {
    ok = false;
    if (report_failure(node, "maxItems", at,
                       [&] { return fmt::format("at most {} items", rule.size.max); }))
      return false;
  }
  for (std::size_t i = 0; i < items.size(); ++i) {
    const SchemaNode* const schema = i < rule.prefix.size() ? rule.prefix[i] : rule.rest;
    if (schema == nullptr) break;
    mark(marks, i);
    if (!apply(*schema, Place{items[i], &at, {}, i}, scope, kNoMarks)) {
      ok = false;
      if (report_ == nullptr || report_->size() >= max_) return false;
    }
  }
  if (rule.contains != nullptr && !check_contains(node, at, scope, marks)) ok = false;
  if (rule.unique && !all_differ(items)) {
    ok = false;
    report_failure(node, "uniqueItems", at, [] { return "unique items"; });
  }
  return ok && !given_up_;
}

bool SchemaRun::check_contains(const SchemaNode& node, const Place& at, const Scope* scope,
                               Marks marks) {
  const SchemaArrayRule& rule = *node.array;
  const boost::json::array& items = at.value.get_array();
  std::uint64_t count = 0;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (!tries(*rule.contains, Place{items[i], &at, {}, i}, scope, kNoMarks)) continue;
    ++count;
    if (rule.contains_evaluates) mark(marks, i);
  }
  if (given_up_) return false;
  bool ok = true;
  if (count < rule.contained.min) {
    ok = false;
    report_failure(node, "contains", at, [&] {
      return fmt::format("at least {} item{} that match 'contains' (found {})", rule.contained.min,
                         rule.contained.min == 1 ? "" : "s", count);
    });
  }
  if (count > rule.contained.max) {
    ok = false;
    report_failure(node, "maxContains", at, [&] {
      return fmt::format("at most {} items that match 'contains' (found {})", rule.contained.max,
                         count);
    });
  }
  return ok;
}

bool SchemaRun::check_unevaluated(const SchemaNode& node, const Place& at, const Scope* scope,
                                  Marks marks) {
  bool ok = true;
  const auto check = [&](const SchemaNode& schema, const Place& place, std::size_t index) {
    if (is_marked(marks, index)) return true;
    mark(marks, index);
    ok = apply(schema, place, scope, kNoMarks) && ok;
    return ok || (report_ != nullptr && report_->size() < max_);
  };
  std::size_t index = 0;
  if (at.value.is_object()) {
    for (const auto& member : at.value.get_object()) {
      const Place place{member.value(), &at, {member.key().data(), member.key().size()}};
      if (!check(*node.object->unevaluated, place, index++)) return false;
    }
  } else {
    for (const Json& item : at.value.get_array()) {
      if (!check(*node.array->unevaluated, Place{item, &at, {}, index}, index)) return false;
      ++index;
    }
  }
  return ok;
}

}  // namespace traffic::detail
