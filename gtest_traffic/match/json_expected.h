// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <ostream>
#include <span>
#include <string>
#include <string_view>

#include "gtest_traffic/json_literal.h"
#include "gtest_traffic/json_rules.h"
#include "gtest_traffic/match/mismatch.h"

namespace traffic::detail {

// Expects a string literal, a number, a bool or null. Copying and matching do not allocate.
class LiteralJson {
 public:
  explicit LiteralJson(const JsonLiteral& expected) : expected_(expected) {}

  bool matches(const boost::json::value& actual) const;
  void describe(std::string_view pointer, std::ostream* out, bool negated) const;
  void explain(std::string_view pointer, const boost::json::value& actual,
               Mismatch& mismatch) const;

 private:
  JsonLiteral expected_;
};

// Expects one JSON value and owns it. The memory comes from a pool of the process, so that a new
// matcher in each iteration does not use the heap. Copies share the value.
class OwnedJson {
 public:
  explicit OwnedJson(const JsonLiteral& json);
  explicit OwnedJson(boost::json::value&& json);

  // Parses JSON text. If the text is not JSON, the expectation matches nothing and explains why.
  static OwnedJson parse(std::string_view text);

  bool matches(const boost::json::value& actual) const;
  void describe(std::string_view pointer, std::ostream* out, bool negated) const;
  void explain(std::string_view pointer, const boost::json::value& actual,
               Mismatch& mismatch) const;

  const boost::json::value& value() const;
  const std::string& error() const;  // the parse error; empty if the text was valid JSON

 private:
  struct Content;
  explicit OwnedJson(std::shared_ptr<const Content> content);
  std::shared_ptr<const Content> content_;
};

// Expects a JSON value under the given rules and extent. Owns the value and the rules, as OwnedJson
// does.
class RuledJson {
 public:
  RuledJson(OwnedJson expected, JsonExtent extent, std::span<const JsonRule> rules);

  bool matches(const boost::json::value& actual) const;
  void describe(std::string_view pointer, std::ostream* out, bool negated) const;
  void explain(std::string_view pointer, const boost::json::value& actual,
               Mismatch& mismatch) const;

 private:
  struct Rules;
  OwnedJson expected_;
  JsonExtent extent_;
  std::shared_ptr<const Rules> rules_;
};

// Expects a number that differs from the expected one by at most `tolerance`.
class NearNumber {
 public:
  NearNumber(double expected, double tolerance) : expected_(expected), tolerance_(tolerance) {}

  bool matches(const boost::json::value& actual) const;
  void describe(std::string_view pointer, std::ostream* out, bool negated) const;
  void explain(std::string_view pointer, const boost::json::value& actual,
               Mismatch& mismatch) const;

 private:
  double expected_;
  double tolerance_;
};

}  // namespace traffic::detail
