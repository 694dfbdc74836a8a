// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/json/value.hpp>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <ostream>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>

#include "gtest_traffic/json/rules.h"

namespace traffic {

// Expects one JSON value. Small values are held, texts and JSON values viewed; copying and matching
// take no heap.
class ViewedJson {
 public:
  template <std::same_as<bool> T>
  explicit ViewedJson(T value) : expected_(value) {}
  template <std::signed_integral T>
  explicit ViewedJson(T value) : expected_(static_cast<std::int64_t>(value)) {}
  template <std::unsigned_integral T>
  requires(!std::same_as<T, bool>) explicit ViewedJson(T value)
      : expected_(static_cast<std::uint64_t>(value)) {}
  template <std::floating_point T>
  explicit ViewedJson(T value) : expected_(static_cast<double>(value)) {}
  explicit ViewedJson(std::nullptr_t) : expected_(nullptr) {}
  explicit ViewedJson(std::string_view text) : expected_(text) {}
  explicit ViewedJson(const boost::json::value& json) : expected_(&json) {}

  bool matches(const boost::json::value& actual) const;
  void describe(std::string_view pointer, std::ostream* out, bool negated) const;
  void explain(std::string_view pointer, const boost::json::value& actual, std::ostream* out) const;

 private:
  boost::json::value json() const;
  std::variant<std::nullptr_t, bool, std::int64_t, std::uint64_t, double, std::string_view,
               const boost::json::value*>
      expected_;
};

// Expects one JSON value and owns it, in memory that is pooled for the process, so that making one
// in each iteration takes nothing from the heap. Copies share the value.
class OwnedJson {
 public:
  explicit OwnedJson(std::initializer_list<boost::json::value_ref> json);
  explicit OwnedJson(boost::json::value&& json);
  explicit OwnedJson(const std::string& text);  // a JSON string

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
