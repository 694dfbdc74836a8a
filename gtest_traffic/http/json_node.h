// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <cstdint>
#include <iosfwd>
#include <string_view>

#include "gtest_traffic/http/json_forward.h"

namespace traffic {

class JsonLiteral;

// Views one value of a JSON document, as `response["/id"]` and `row["card"]` give it; belongs to
// the document. Converts to `const boost::json::value&` where one is asked for; what that has and
// this has not, `->` gives to who includes <boost/json.hpp>. Compares as Boost.JSON's values do.
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

  // Return the value as what it is; throw std::invalid_argument where it is another.
  bool as_bool() const;
  std::int64_t as_int64() const;
  std::uint64_t as_uint64() const;
  double as_double() const;
  std::string_view as_string() const;
  const boost::json::array& as_array() const;
  const boost::json::object& as_object() const;

  // Returns a number as any arithmetic type that holds it exactly; throws std::exception where none
  // does.
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

// Prints it as JSON.
void PrintTo(const JsonNode& node, std::ostream* out);

}  // namespace traffic
