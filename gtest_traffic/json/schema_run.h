// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/json/value.hpp>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gtest_traffic/json/schema_program.h"

namespace traffic::detail {

// Applies a compiled schema to one value. Without a list for failures, it stops at the first one.
class SchemaRun {
 public:
  SchemaRun() = default;
  SchemaRun(std::vector<SchemaFailure>& failures, std::size_t max)
      : report_(&failures), max_(max) {}

  // The stack of a fiber is 256 KiB.
  static constexpr int kMaxDepth = 128;
  static constexpr std::int64_t kMaxSteps = 10'000'000;  // schemas applied: about half a second

  bool run(const SchemaProgram& program, const boost::json::value& instance);

  // Tells whether a scalar is valid for a schema, ignoring the schemas that it refers to.
  bool accepts_scalar(const SchemaNode& node, const boost::json::value& value);
  bool accepts_text(const SchemaNode& node, std::string_view text) {
    return (node.types & kStringType) != 0 && (node.values.empty() || lists(node, text)) &&
           (!node.string || accepts_string(node, text));
  }

 private:
  using Json = boost::json::value;

  // Holds the place of the value in the instance, as a chain on the stack.
  struct Place {
    const Json& value;
    const Place* outer = nullptr;
    std::string_view key = {};
    std::size_t index = 0;
  };
  // Holds the resources entered so far, innermost first. `$dynamicRef` searches them.
  struct Scope {
    const SchemaResource* resource;
    const Scope* outer;
  };
  // Identifies the evaluated members or items of a value, as bits in `marks_`. kNoMarks means that
  // no marks are needed.
  static constexpr std::size_t kNoMarks = static_cast<std::size_t>(-1);
  using Marks = std::size_t;

  bool apply(const SchemaNode& node, const Place& at, const Scope* outer, Marks marks);
  bool apply_rules(const SchemaNode& node, const Place& at, const Scope* scope, Marks marks);
  bool check_values(const SchemaNode& node, const Place& at);
  static bool lists(const SchemaNode& node, std::string_view text);
  bool accepts_string(const SchemaNode& node, std::string_view text);
  bool check_number(const SchemaNode& node, const Place& at);
  bool check_string(const SchemaNode& node, const Place& at, std::string_view text);
  bool check_array(const SchemaNode& node, const Place& at, const Scope* scope, Marks marks);
  bool check_contains(const SchemaNode& node, const Place& at, const Scope* scope, Marks marks);
  bool check_unique(const SchemaNode& node, const Place& at);
  bool check_object(const SchemaNode& node, const Place& at, const Scope* scope, Marks marks);
  bool check_members(const SchemaNode& node, const Place& at, const Scope* scope, Marks marks);
  bool check_name(const SchemaNode& schema, const Place& member, const Scope* scope);
  bool check_dependencies(const SchemaNode& node, const Place& at, const Scope* scope, Marks marks);
  bool check_logic(const SchemaNode& node, const Place& at, const Scope* scope, Marks marks);
  bool check_any(const SchemaNode& node, const Place& at, const Scope* scope, Marks marks);
  bool check_one(const SchemaNode& node, const Place& at, const Scope* scope, Marks marks);
  bool check_condition(const SchemaNode& node, const Place& at, const Scope* scope, Marks marks);
  bool check_unevaluated(const SchemaNode& node, const Place& at, const Scope* scope, Marks marks);
  bool check_discriminated(const SchemaNode& node, const Place& at, const Scope* scope,
                           Marks marks);
  bool explain_alternatives(const std::vector<const SchemaNode*>& nodes, const Place& at,
                            const Scope* scope);

  // Applies a schema that is allowed to fail. Reports nothing, and keeps its marks only if it
  // succeeds.
  bool tries(const SchemaNode& node, const Place& at, const Scope* scope, Marks marks);

  bool searches(const Regex& regex, std::string_view text, const SchemaNode& node, const Place& at);

  Marks push_marks(const Json& value);
  void merge_marks(Marks from, Marks to);
  void pop_marks(Marks marks) { marks_->resize(marks); }
  void mark(Marks marks, std::size_t index);
  bool is_marked(Marks marks, std::size_t index) const;

  // Records a failure. Returns true if no more failures are needed.
  template <class Expected>
  bool report_failure(const SchemaNode& node, std::string_view keyword, const Place& at,
                      const Expected& expected) {
    if (report_ == nullptr) return true;
    if (report_->size() < max_) add(node, keyword, at, std::string(expected()));
    return report_->size() >= max_;
  }
  void add(const SchemaNode& node, std::string_view keyword, const Place& at, std::string expected);
  static std::string_view text_of(const Json& string) {
    return {string.get_string().data(), string.get_string().size()};
  }
  // Stops the whole run. The value is then not valid, regardless of the surrounding schemas.
  bool give_up(const SchemaNode& node, const Place& at, std::string_view why);

  static std::vector<std::uint64_t>& thread_marks();

  std::vector<SchemaFailure>* report_ = nullptr;
  std::size_t max_ = 0;
  std::vector<SchemaFailure>* given_up_report_ = nullptr;
  bool given_up_ = false;
  int depth_ = 0;
  std::int64_t steps_ = 0;
  std::vector<std::uint64_t>* marks_ = &thread_marks();
};

// Returns the SchemaType of a value.
std::uint8_t type_of(const boost::json::value& value, bool written_integers);

// Tells whether a number is an exact multiple of another, calculated in decimal.
bool is_multiple(const boost::json::value& number, const boost::json::value& of);

// Tells whether all items are different JSON values.
bool all_differ(const boost::json::array& items);

}  // namespace traffic::detail
