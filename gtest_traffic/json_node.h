// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <cstdint>
#include <iosfwd>
#include <string_view>

#include "gtest_traffic/http/json_forward.h"

namespace traffic {

class JsonLiteral;

// Views one value of a JSON document, as returned by `response["/id"]` and `row["card"]`. The
// document must outlive it. Converts implicitly to `const boost::json::value&`. `->` gives access
// to the other members of Boost.JSON after including <boost/json.hpp>. Compares numbers by their
// values: 5.0 equals 5.
class JsonNode {
 public:
  explicit JsonNode(const boost::json::value& value) : value_(&value) {}

  operator const boost::json::value&() const { return *value_; }
  const boost::json::value& value() const { return *value_; }
  const boost::json::value* operator->() const { return value_; }

  bool is_null() const;
  bool is_bool() const;
  bool is_number() const;
  bool is_string() const;
  bool is_array() const;
  bool is_object() const;

  // Returns the value as its type. Throws std::invalid_argument if it has another type.
  bool as_bool() const;
  std::int64_t as_int64() const;
  std::uint64_t as_uint64() const;
  double as_double() const;
  std::string_view as_string() const;
  const boost::json::array& as_array() const;
  const boost::json::object& as_object() const;

  // Returns a number as any arithmetic type that holds it exactly. Throws std::exception if the
  // type cannot.
  template <class T>
  T to_number() const;

  friend bool operator==(const JsonNode& a, const JsonNode& b);
  template <class T>
  requires std::constructible_from<JsonLiteral, const T&>
  friend bool operator==(const JsonNode& node, const T& other) { return node.equals(other); }

 private:
  bool equals(const JsonLiteral& other) const;

  const boost::json::value* value_;
};

// Prints the value as JSON.
void PrintTo(const JsonNode& node, std::ostream* out);

}  // namespace traffic
