// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/match/json_expected.h"

#include <fmt/format.h>

#include <boost/json/memory_resource.hpp>
#include <boost/json/value.hpp>
#include <memory_resource>
#include <utility>
#include <vector>

#include "gtest_traffic/base/matcher_pool.h"
#include "gtest_traffic/http/json_compare.h"
#include "gtest_traffic/http/json_parser.h"
#include "gtest_traffic/json/diff.h"

namespace traffic::detail {
namespace {

// Adapts the matcher pool to Boost.JSON.
class JsonPool final : public boost::json::memory_resource {
  void* do_allocate(std::size_t size, std::size_t alignment) override {
    return matcher_pool().allocate(size, alignment);
  }
  void do_deallocate(void* memory, std::size_t size, std::size_t alignment) override {
    matcher_pool().deallocate(memory, size, alignment);
  }
  bool do_is_equal(const boost::container::pmr::memory_resource& other) const noexcept override {
    return this == &other;
  }
};

boost::json::storage_ptr pooled() {
  static auto* const pool = new JsonPool;
  return boost::json::storage_ptr(pool);
}

void describe_value(std::string_view pointer, const boost::json::value& expected, std::ostream* out,
                    bool negated) {
  *out << (negated ? "not to be " : "to be ") << shown(pointer, expected);
}

void explain_difference(std::string_view pointer, const boost::json::value& expected,
                        const boost::json::value& actual, std::vector<std::string> lines,
                        Mismatch& mismatch) {
  const bool structured = expected.is_structured() && expected.kind() == actual.kind();
  if (!structured || lines.empty()) {
    mismatch.actual = shown(pointer, actual);
    return;
  }
  mismatch.actual = "a difference at " + lines.front();
  mismatch.details.assign(std::next(lines.begin()), lines.end());
}

}  // namespace

// Compares without an allocation, because the literal is not converted to JSON.
bool LiteralJson::matches(const boost::json::value& actual) const {
  return same_json_as(actual, expected_);
}

void LiteralJson::describe(std::string_view pointer, std::ostream* out, bool negated) const {
  describe_value(pointer, expected_.json({}), out, negated);
}

void LiteralJson::explain(std::string_view pointer, const boost::json::value& actual,
                          Mismatch& mismatch) const {
  mismatch.actual = shown(pointer, actual);
}

struct OwnedJson::Content {
  explicit Content(boost::json::value&& json) : value(std::move(json), pooled()) {}
  boost::json::value value;
  std::string error;
};

namespace {

template <class Content>
std::shared_ptr<Content> make_content(boost::json::value&& json) {
  return std::allocate_shared<Content>(std::pmr::polymorphic_allocator<Content>(&matcher_pool()),
                                       std::move(json));
}

}  // namespace

OwnedJson::OwnedJson(std::shared_ptr<const Content> content) : content_(std::move(content)) {}
OwnedJson::OwnedJson(const JsonLiteral& json) : OwnedJson(json.json(pooled())) {}
OwnedJson::OwnedJson(boost::json::value&& json)
    : content_(make_content<Content>(std::move(json))) {}

OwnedJson OwnedJson::parse(std::string_view text) {
  boost::system::error_code error;
  auto content = make_content<Content>(parse_json(text, error, pooled()));
  if (error) content->error = error.message();
  return OwnedJson(std::move(content));
}

bool OwnedJson::matches(const boost::json::value& actual) const {
  return content_->error.empty() && same_json(content_->value, actual);
}

const boost::json::value& OwnedJson::value() const { return content_->value; }

const std::string& OwnedJson::error() const { return content_->error; }

void OwnedJson::describe(std::string_view pointer, std::ostream* out, bool negated) const {
  if (content_->error.empty()) return describe_value(pointer, content_->value, out, negated);
  *out << fmt::format("to be equal to a text that is not JSON ({})", content_->error);
}

void OwnedJson::explain(std::string_view pointer, const boost::json::value& actual,
                        Mismatch& mismatch) const {
  explain_difference(pointer, content_->value, actual, diff(content_->value, actual), mismatch);
}

struct RuledJson::Rules {
  explicit Rules(std::span<const JsonRule> given)
      : list(given.begin(), given.end(), &matcher_pool()) {}
  std::pmr::vector<JsonRule> list;
};

RuledJson::RuledJson(OwnedJson expected, JsonExtent extent, std::span<const JsonRule> rules)
    : expected_(std::move(expected)),
      extent_(extent),
      rules_(std::allocate_shared<const Rules>(
          std::pmr::polymorphic_allocator<Rules>(&matcher_pool()), rules)) {}

bool RuledJson::matches(const boost::json::value& actual) const {
  return expected_.error().empty() && same_json(expected_.value(), actual, rules_->list, extent_);
}

void RuledJson::describe(std::string_view pointer, std::ostream* out, bool negated) const {
  if (!expected_.error().empty()) return expected_.describe(pointer, out, negated);
  const bool part = extent_ == JsonExtent::kPart;
  if (part) {
    *out << (negated ? "not to contain " : "to contain ") << shown(pointer, expected_.value());
  } else {
    describe_value(pointer, expected_.value(), out, negated);
  }
  for (const JsonRule& rule : rules_->list) *out << ", " << to_string(rule);
}

void RuledJson::explain(std::string_view pointer, const boost::json::value& actual,
                        Mismatch& mismatch) const {
  explain_difference(pointer, expected_.value(), actual,
                     diff(expected_.value(), actual, rules_->list, extent_), mismatch);
}

bool NearNumber::matches(const boost::json::value& actual) const {
  return actual.is_number() && is_near(actual.to_number<double>(), expected_, tolerance_);
}

void NearNumber::describe(std::string_view, std::ostream* out, bool negated) const {
  *out << fmt::format("{}to be within {} of {}", negated ? "not " : "", tolerance_, expected_);
}

void NearNumber::explain(std::string_view pointer, const boost::json::value& actual,
                         Mismatch& mismatch) const {
  mismatch.actual = shown(pointer, actual);
}

}  // namespace traffic::detail
