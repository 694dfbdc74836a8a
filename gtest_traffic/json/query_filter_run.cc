// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "gtest_traffic/http/json_compare.h"
#include "gtest_traffic/json/measure.h"
#include "gtest_traffic/json/query_run.h"

namespace traffic::detail::query {
namespace {

constexpr std::size_t kTextPerVisit = 32;  // bytes that cost as much as one node
constexpr std::size_t kPatternCost =
    500;  // fixed cost of a pattern, without the cost of its length

std::string_view text_of(const boost::json::value& value) { return value.get_string(); }

std::int64_t count_characters(std::string_view text) {
  return std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; });
}

}  // namespace

bool Run::holds(const Logical& logical, const Value& here) {
  if (failed()) return false;
  const auto one = [&](const Logical& term) { return holds(term, here); };
  bool result = false;
  if (const auto* any = std::get_if<Any>(&logical.what)) {
    result = std::any_of(any->terms.begin(), any->terms.end(), one);
  } else if (const auto* all = std::get_if<All>(&logical.what)) {
    result = std::all_of(all->terms.begin(), all->terms.end(), one);
  } else if (const auto* comparison = std::get_if<Comparison>(&logical.what)) {
    result = holds(*comparison, here);
  } else {
    result = holds(std::get<Test>(logical.what), here);
  }
  return result != logical.negated;
}

bool Run::holds(const Test& test, const Value& here) {
  const auto* path = std::get_if<Path>(&test.subject);
  if (path == nullptr)
    return holds_match(*std::get<std::shared_ptr<const Call>>(test.subject), here);
  if (path->singular) return node_at(*path, here) != nullptr;
  JsonNodes nodes;
  select(path->segments, start_of(*path, here), nodes);
  return !nodes.empty();
}

bool Run::holds(const Comparison& comparison, const Value& here) {
  Value left_scratch;
  Value right_scratch;
  const Value* a = value_of(comparison.left, here, left_scratch);
  const Value* b = value_of(comparison.right, here, right_scratch);
  switch (comparison.op) {
    case Operator::kEqual:
      return equal(a, b);
    case Operator::kNotEqual:
      return !equal(a, b);
    case Operator::kLess:
      return less(a, b);
    case Operator::kLessOrEqual:
      return less(a, b) || equal(a, b);
    case Operator::kGreater:
      return less(b, a);
    default:
      return less(b, a) || equal(a, b);
  }
}

bool Run::holds_match(const Call& call, const Value& here) {
  Value text_scratch;
  Value pattern_scratch;
  const Value* text = value_of(call.arguments[0], here, text_scratch);
  const Value* pattern = value_of(call.arguments[1], here, pattern_scratch);
  if (text == nullptr || pattern == nullptr || !text->is_string() || !pattern->is_string()) {
    return false;
  }
  const IRegexp* compiled = pattern_of(call, *pattern);
  if (compiled == nullptr || !count_visits(text_of(*text).size() / kTextPerVisit)) return false;
  return call.function == Function::kMatch ? compiled->matches(text_of(*text))
                                           : compiled->found_in(text_of(*text));
}

// A pattern from the document that is not an I-Regexp matches nothing (RFC 9535, section 2.4.6).
const IRegexp* Run::pattern_of(const Call& call, const Value& text) {
  if (call.pattern) return &*call.pattern;
  if (!has_dynamic_text_ || dynamic_text_ != text_of(text)) {
    dynamic_text_ = text_of(text);
    has_dynamic_text_ = true;
    dynamic_pattern_.reset();
    if (!count_visits(kPatternCost + 10 * dynamic_text_.size())) return nullptr;
    if (Expected<IRegexp> compiled = IRegexp::compile(dynamic_text_)) dynamic_pattern_ = *compiled;
  }
  return dynamic_pattern_ ? &*dynamic_pattern_ : nullptr;
}

const boost::json::value* Run::value_of(const Operand& operand, const Value& here, Value& scratch) {
  if (const auto* literal = std::get_if<Value>(&operand)) return literal;
  if (const auto* path = std::get_if<Path>(&operand)) return node_at(*path, here);
  return value_of(*std::get<std::shared_ptr<const Call>>(operand), here, scratch);
}

const boost::json::value* Run::value_of(const Call& call, const Value& here, Value& scratch) {
  if (call.function == Function::kLength) {
    const Value* value = value_of(call.arguments[0], here, scratch);
    if (value == nullptr) return nullptr;
    if (const auto* array = value->if_array()) {
      scratch = array->size();
    } else if (const auto* object = value->if_object()) {
      scratch = object->size();
    } else if (value->is_string()) {
      if (!count_visits(text_of(*value).size() / kTextPerVisit)) return nullptr;
      scratch = count_characters(text_of(*value));
    } else {
      return nullptr;
    }
    return &scratch;
  }
  const auto& path = std::get<Path>(call.arguments[0]);
  JsonNodes nodes;
  select(path.segments, start_of(path, here), nodes);
  if (call.function == Function::kValue) return nodes.size() == 1 ? nodes.front() : nullptr;
  scratch = nodes.size();
  return &scratch;
}

bool Run::equal(const Value* a, const Value* b) {
  if (a == nullptr || b == nullptr) return a == b;
  if (a->kind() != b->kind() && !(a->is_number() && b->is_number())) return false;
  return may_compare(*a) && may_compare(*b) && same_json(*a, *b);
}

// Comparison recurses into its operands, so values nested too deeply are an error.
bool Run::may_compare(const Value& value) {
  if (value.is_string()) return count_visits(text_of(value).size() / kTextPerVisit);
  if (!value.is_structured()) return true;
  const Measure measured = measure(value, JsonQuery::kMaxComparedDepth);
  if (measured.deeper && !failed()) {
    error_ = fmt::format("the query compares values that are nested more than {} levels deep",
                         JsonQuery::kMaxComparedDepth);
  }
  return count_visits(measured.values);
}

bool Run::less(const Value* a, const Value* b) const {
  if (a == nullptr || b == nullptr) return false;
  if (a->is_string() && b->is_string()) return text_of(*a) < text_of(*b);
  return compare_numbers(*a, *b) < 0;
}

}  // namespace traffic::detail::query
