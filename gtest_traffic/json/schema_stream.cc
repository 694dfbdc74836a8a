// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/json/schema_stream.h"

#include <algorithm>
#include <array>
#include <boost/json/basic_parser_impl.hpp>
#include <cstdint>
#include <string>

#include "gtest_traffic/base/per_thread.h"
#include "gtest_traffic/http/json_number.h"
#include "gtest_traffic/json/schema_run.h"
#include "gtest_traffic/json/unlimited_handler.h"

namespace traffic::detail {
namespace {

using boost::json::string_view;
using boost::system::error_code;

constexpr std::size_t kMaxNesting = 64;  // of values; the same as for a response's document
// A text of this size cannot reach SchemaRun::kMaxSteps.
constexpr std::size_t kMaxSize = 1024 * 1024;

bool can_stream(const SchemaNode& node) {
  if (node.logic) {
    const SchemaLogicRule& rule = *node.logic;
    const bool refers_only = rule.any.empty() && rule.one.empty() && rule.negated == nullptr &&
                             rule.condition == nullptr && rule.dynamic_ref == nullptr &&
                             !rule.discriminator;
    if (!refers_only) return false;
  }
  if (node.array) {
    const SchemaArrayRule& rule = *node.array;
    if (rule.unique || rule.contains != nullptr || rule.unevaluated != nullptr) return false;
  }
  if (node.object) {
    const SchemaObjectRule& rule = *node.object;
    // Names can occur twice, so members cannot be counted.
    const bool counts = rule.size.min > 0 || rule.size.max < SchemaBounds().max;
    if (counts || !rule.patterns.empty() || rule.names != nullptr || !rule.dependencies.empty() ||
        rule.unevaluated != nullptr || rule.properties.size() > SchemaObjectRule::kMaxBits) {
      return false;
    }
  }
  return true;
}

// Receives the parts of the JSON text in order. A claim is a schema that an open object or array
// must match. A pending schema applies to the next value.
class Listener : public UnlimitedHandler {
 public:
  void start(const SchemaNode& root) {
    pending_end_ = pending_.data();
    claims_end_ = claims_.data();
    open_end_ = open_.data();
    parts_.clear();
    run_ = {};
    accepted_ = expect(&root, 1);
  }
  bool accepted() const { return accepted_; }

  bool on_document_begin(error_code&) { return accepted_; }
  bool on_document_end(error_code&) { return true; }

  bool on_object_begin(error_code&) {
    return open(kObjectType, [](const SchemaNode& node) { return node.object != nullptr; });
  }
  bool on_object_end(std::size_t, error_code&) {
    for (const Claim* claim = open_end_[-1].claims; claim != claims_end_; ++claim) {
      const std::uint64_t required = claim->node->object->required_bits;
      if ((claim->seen & required) != required) return refuse();
    }
    return close();
  }
  bool on_array_begin(error_code&) {
    return open(kArrayType, [](const SchemaNode& node) { return node.array != nullptr; });
  }
  bool on_array_end(std::size_t size, error_code&) {
    for (const Claim* claim = open_end_[-1].claims; claim != claims_end_; ++claim) {
      const SchemaBounds& bounds = claim->node->array->size;
      if (size < bounds.min || size > bounds.max) return refuse();
    }
    return close();
  }

  bool on_key_part(string_view part, std::size_t, error_code&) { return keep(part); }
  bool on_key(string_view rest, std::size_t, error_code&) {
    const std::string_view name = whole(rest);
    for (Claim* claim = open_end_[-1].claims; claim != claims_end_; ++claim) {
      if (!expect_member(*claim, name)) return refuse();
    }
    return forget();
  }

  bool on_string_part(string_view part, std::size_t, error_code&) { return keep(part); }
  bool on_string(string_view rest, std::size_t, error_code&) {
    const std::string_view text = whole(rest);
    const bool fine = begin_value() && all_pending([&](const SchemaNode& node) {
                        return run_.accepts_text(node, text);
                      });
    return fine && forget();
  }
  bool on_number_part(string_view, error_code&) { return true; }
  bool on_int64(std::int64_t number, string_view, error_code&) { return scalar(number); }
  bool on_uint64(std::uint64_t number, string_view, error_code&) { return scalar(number); }
  bool on_double(double number, string_view text, error_code&) {
    return scalar(nearest_double(number, {text.data(), text.size()}));
  }
  bool on_bool(bool truth, error_code&) { return scalar(truth); }
  bool on_null(error_code&) { return scalar(nullptr); }
  bool on_comment_part(string_view, error_code&) { return true; }
  bool on_comment(string_view, error_code&) { return true; }

 private:
  struct Pending {
    const SchemaNode* node;
    int depth;  // of nested schemas
  };
  struct Claim {
    const SchemaNode* node;
    int depth;
    std::size_t next;    // the property expected next
    std::uint64_t seen;  // bit i: property i occurred
  };
  struct Open {
    Claim* claims;  // its first claim
    bool is_array;
    std::size_t items;  // started so far
  };

  bool refuse() { return accepted_ = false; }

  // Adds a schema and the schemas it refers to as pending for the next value.
  bool expect(const SchemaNode* node, int depth) {
    if (node->never || depth > SchemaRun::kMaxDepth) return false;
    if (pending_end_ == pending_.data() + pending_.size()) return false;
    *pending_end_++ = {node, depth};
    if (!node->logic) [[likely]]
      return true;
    const auto& refs = node->logic->refs;
    return std::all_of(refs.begin(), refs.end(),
                       [&](const SchemaNode* each) { return expect(each, depth + 1); });
  }

  bool expect_member(Claim& claim, std::string_view name) {
    const SchemaObjectRule& rule = *claim.node->object;
    const SchemaNode* schema = nullptr;
    if (const SchemaProperty* property = rule.find(name, claim.next)) {
      claim.seen |= std::uint64_t{1} << (property - rule.properties.data());
      schema = property->schema;
    }
    if (schema == nullptr) schema = rule.additional;
    return schema == nullptr || expect(schema, claim.depth + 1);
  }

  bool expect_item(const Claim& claim, std::size_t index) {
    const SchemaArrayRule& rule = *claim.node->array;
    const SchemaNode* schema = index < rule.prefix.size() ? rule.prefix[index] : rule.rest;
    return schema == nullptr || expect(schema, claim.depth + 1);
  }

  bool begin_value() {
    if (open_end_ == open_.data() || !open_end_[-1].is_array) return true;
    const std::size_t index = open_end_[-1].items++;
    for (const Claim* claim = open_end_[-1].claims; claim != claims_end_; ++claim) {
      if (!expect_item(*claim, index)) return refuse();
    }
    return true;
  }

  template <class Check>
  bool all_pending(Check check) {
    for (const Pending* each = pending_.data(); each != pending_end_; ++each) {
      if (!check(*each->node)) return refuse();
    }
    pending_end_ = pending_.data();
    return true;
  }

  template <class T>
  bool scalar(T value) {
    const boost::json::value json(value);
    return begin_value() &&
           all_pending([&](const SchemaNode& node) { return run_.accepts_scalar(node, json); });
  }

  template <class Has>
  bool open(SchemaType type, Has has_rule) {
    if (!begin_value() || open_end_ == open_.data() + open_.size()) return refuse();
    Claim* const begin = claims_end_;
    for (const Pending* each = pending_.data(); each != pending_end_; ++each) {
      // An `enum` can contain objects and arrays, so only the document can decide.
      if ((each->node->types & type) == 0 || !each->node->values.empty()) return refuse();
      if (!has_rule(*each->node)) continue;
      if (claims_end_ == claims_.data() + claims_.size()) return refuse();
      *claims_end_++ = {each->node, each->depth, 0, 0};
    }
    pending_end_ = pending_.data();
    *open_end_++ = {begin, type == kArrayType, 0};
    return true;
  }

  bool close() {
    claims_end_ = (--open_end_)->claims;
    return true;
  }

  // The parser delivers a JSON string with escapes in parts.
  bool keep(string_view part) {
    parts_.append(part.data(), part.size());
    return true;
  }
  std::string_view whole(string_view rest) {
    if (parts_.empty()) [[likely]]
      return {rest.data(), rest.size()};
    return parts_.append(rest.data(), rest.size());
  }
  bool forget() {
    parts_.clear();
    return true;
  }

  std::array<Pending, 16> pending_;
  std::array<Claim, kMaxNesting * 4> claims_;  // on all open values, outermost first
  std::array<Open, kMaxNesting> open_;
  Pending* pending_end_ = nullptr;
  Claim* claims_end_ = nullptr;
  Open* open_end_ = nullptr;
  std::string parts_;  // of the current JSON string
  SchemaRun run_;
  bool accepted_ = false;
};

}  // namespace

bool can_stream(const std::vector<const SchemaNode*>& parts) {
  return std::all_of(parts.begin(), parts.end(),
                     [](const SchemaNode* node) { return can_stream(*node); });
}

bool stream_accepts(const SchemaProgram& program, std::string_view text) {
  if (text.size() > kMaxSize) return false;
  auto& parser = per_thread([] {
    boost::json::parse_options options;
    options.max_depth = kMaxNesting;
    return boost::json::basic_parser<Listener>(options);
  });
  parser.reset();
  parser.handler().start(*program.root);
  error_code error;
  const std::size_t read = parser.write_some(false, text.data(), text.size(), error);
  return !error && read == text.size() && parser.handler().accepted();
}

}  // namespace traffic::detail
