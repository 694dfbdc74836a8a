// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <ostream>
#include <span>
#include <string>
#include <string_view>

#include "gtest_traffic/http/json_literal.h"
#include "gtest_traffic/json/rules.h"

namespace traffic {

// Expects one JSON value. Small values are held, texts and JSON values viewed; copying and matching
// take no heap.
class ViewedJson {
 public:
  explicit ViewedJson(const JsonLiteral& expected) : expected_(expected) {}

  bool matches(const boost::json::value& actual) const;
  void describe(std::string_view pointer, std::ostream* out, bool negated) const;
  void explain(std::string_view pointer, const boost::json::value& actual, std::ostream* out) const;

 private:
  JsonLiteral expected_;  // no braces
};

// Expects one JSON value and owns it, in memory that is pooled for the process, so that making one
// in each iteration takes nothing from the heap. Copies share the value.
class OwnedJson {
 public:
  explicit OwnedJson(const JsonLiteral& json);
  explicit OwnedJson(boost::json::value&& json);

  // Parses JSON text; what is not JSON matches nothing and says so.
  static OwnedJson parse(std::string_view text);

  bool matches(const boost::json::value& actual) const;
  void describe(std::string_view pointer, std::ostream* out, bool negated) const;
  void explain(std::string_view pointer, const boost::json::value& actual, std::ostream* out) const;

  const boost::json::value& value() const;
  const std::string& error() const;  // why the text was not JSON; empty where it was

 private:
  struct Content;
  explicit OwnedJson(std::shared_ptr<const Content> content);
  std::shared_ptr<const Content> content_;
};

// Expects a JSON value as far as rules and extent say. Owns both, as OwnedJson does; views the
// rules' paths.
class RuledJson {
 public:
  RuledJson(OwnedJson expected, JsonExtent extent, std::span<const JsonRule> rules);

  bool matches(const boost::json::value& actual) const;
  void describe(std::string_view pointer, std::ostream* out, bool negated) const;
  void explain(std::string_view pointer, const boost::json::value& actual, std::ostream* out) const;

 private:
  struct Rules;
  OwnedJson expected_;
  JsonExtent extent_;
  std::shared_ptr<const Rules> rules_;
};

// Expects a number that differs by `tolerance` at most.
class NearNumber {
 public:
  NearNumber(double expected, double tolerance) : expected_(expected), tolerance_(tolerance) {}

  bool matches(const boost::json::value& actual) const;
  void describe(std::string_view pointer, std::ostream* out, bool negated) const;
  void explain(std::string_view pointer, const boost::json::value& actual, std::ostream* out) const;

 private:
  double expected_;
  double tolerance_;
};

}  // namespace traffic
