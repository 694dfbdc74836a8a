// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/json/schema_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "gtest_traffic/base/json_pointer.h"
#include "gtest_traffic/base/per_thread.h"
#include "gtest_traffic/http/json_compare.h"
#include "gtest_traffic/json/diff.h"

namespace traffic::detail {
namespace {

std::string type_names(std::uint8_t types) {
  std::string names;
  const auto add = [&](std::uint8_t bits, std::string_view name) {
    if ((types & bits) != bits) return;
    types = static_cast<std::uint8_t>(types & ~bits);
    names += names.empty() ? "" : " or ";
    names += name;
  };
  add(kIntegerType | kFractionType, "number");
  add(kIntegerType, "integer");
  add(kStringType, "string");
  add(kBooleanType, "boolean");
  add(kObjectType, "object");
  add(kArrayType, "array");
  add(kNullType, "null");
  return names;
}

}  // namespace

std::uint8_t type_of(const boost::json::value& value, bool written_integers) {
  switch (value.kind()) {
    case boost::json::kind::null:
      return kNullType;
    case boost::json::kind::bool_:
      return kBooleanType;
    case boost::json::kind::string:
      return kStringType;
    case boost::json::kind::array:
      return kArrayType;
    case boost::json::kind::object:
      return kObjectType;
    case boost::json::kind::double_: {
      const double number = value.get_double();
      // A number too large for an integer is stored as a double, regardless of its notation.
      const bool whole = std::trunc(number) == number && std::isfinite(number);
      return whole && (!written_integers || std::abs(number) >= 0x1p53) ? kIntegerType
                                                                        : kFractionType;
    }
    default:
      return kIntegerType;
  }
}

std::vector<std::uint64_t>& SchemaRun::thread_marks() {
  return per_thread([] { return std::vector<std::uint64_t>(); });
}

bool SchemaRun::run(const SchemaProgram& program, const boost::json::value& instance) {
  steps_ = kMaxSteps;
  given_up_report_ = report_;
  marks_->clear();
  const Place root{instance};
  return apply(*program.root, root, nullptr, kNoMarks) && !given_up_;
}

bool SchemaRun::apply(const SchemaNode& node, const Place& at, const Scope* outer, Marks marks) {
  if (given_up_) return false;
  if (depth_ == kMaxDepth) return give_up(node, at, "at most 128 nested schemas");
  if (steps_-- == 0) return give_up(node, at, "at most 10,000,000 schemas to check");
  if (node.never) {
    report_failure(node, "", at, [] { return "no value"; });
    return false;
  }
  const Scope entered{node.resource, outer};
  const Scope* const scope =
      outer != nullptr && outer->resource == node.resource ? outer : &entered;
  ++depth_;
  const bool ok = apply_rules(node, at, scope, marks);
  --depth_;
  return ok;
}

bool SchemaRun::apply_rules(const SchemaNode& node, const Place& at, const Scope* scope,
                            Marks marks) {
  bool ok = true;
  if (node.types != kEveryType && (node.types & type_of(at.value, node.written_integers)) == 0) {
    report_failure(node, "type", at, [&] { return type_names(node.types); });
    return false;
  }
  const auto both = [&](bool fine) {
    ok = ok && fine;
    return ok || report_ != nullptr;
  };
  if (!node.values.empty() && !both(check_values(node, at))) return false;
  // The schema's own `unevaluated…` needs the marks of its other keywords first.
  const bool is_object = at.value.is_object();
  const bool is_array = at.value.is_array();
  const bool looks = (is_object && node.object && node.object->unevaluated != nullptr) ||
                     (is_array && node.array && node.array->unevaluated != nullptr);
  const Marks own = looks ? push_marks(at.value) : marks;
  if (node.logic) both(check_logic(node, at, scope, own));
  if (ok || report_ != nullptr) {
    if (is_object) {
      if (node.object) both(check_object(node, at, scope, own));
    } else if (is_array) {
      if (node.array) both(check_array(node, at, scope, own));
    } else if (at.value.is_string()) {
      if (node.string) both(check_string(node, at, text_of(at.value)));
    } else if (node.number && at.value.is_number()) {
      both(check_number(node, at));
    }
  }
  if (looks) {
    if (ok) both(check_unevaluated(node, at, scope, own));
    if (ok && marks != kNoMarks) merge_marks(own, marks);
    pop_marks(own);
  }
  return ok;
}

bool SchemaRun::check_values(const SchemaNode& node, const Place& at) {
  bool ok = true;
  for (const SchemaEnumRule& rule : node.values) {
    bool found = false;
    if (at.value.is_string()) {
      found = rule.has(text_of(at.value));
    } else {
      found = std::any_of(rule.others.begin(), rule.others.end(),
                          [&](const Json* each) { return same_json(*each, at.value); });
    }
    if (found) continue;
    ok = false;
    const bool done = report_failure(node, rule.keyword, at, [&] {
      return (rule.keyword == "enum" ? "one of " : "") + shown({}, *rule.given);
    });
    if (done) break;
  }
  return ok;
}

SchemaRun::Marks SchemaRun::push_marks(const Json& value) {
  const std::size_t size = value.is_object() ? value.get_object().size() : value.get_array().size();
  const Marks marks = marks_->size();
  marks_->resize(marks + (size + 63) / 64 + 1, 0);
  return marks;
}

// Adds the marks of `from` to `to`. Both belong to the same value. The marks of `from` must be the
// last ones: the marks of inner values were removed.
void SchemaRun::merge_marks(Marks from, Marks to) {
  for (std::size_t i = 0; from + i < marks_->size(); ++i) (*marks_)[to + i] |= (*marks_)[from + i];
}

void SchemaRun::mark(Marks marks, std::size_t index) {
  if (marks != kNoMarks) (*marks_)[marks + index / 64] |= std::uint64_t{1} << (index % 64);
}

bool SchemaRun::is_marked(Marks marks, std::size_t index) const {
  return ((*marks_)[marks + index / 64] >> (index % 64) & 1) != 0;
}

bool SchemaRun::give_up(const SchemaNode& node, const Place& at, std::string_view why) {
  given_up_ = true;
  report_ = given_up_report_;
  if (report_ != nullptr) add(node, "", at, std::string(why));
  return false;
}

void SchemaRun::add(const SchemaNode& node, std::string_view keyword, const Place& at,
                    std::string expected) {
  SchemaFailure failure;
  for (const Place* place = &at; place->outer != nullptr; place = place->outer) {
    std::string token = "/";
    if (place->outer->value.is_array()) {
      token += std::to_string(place->index);
    } else {
      token += pointer_token(place->key);
    }
    failure.instance.insert(0, token);
  }
  failure.schema = node.where;
  if (!keyword.empty()) failure.schema += fmt::format("/{}", keyword);
  failure.expected = std::move(expected);
  failure.got = shown(failure.instance, at.value);
  report_->push_back(std::move(failure));
}

}  // namespace traffic::detail
