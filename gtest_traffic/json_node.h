// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <iosfwd>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>

#include "gtest_traffic/http/json_forward.h"

namespace traffic {

class JsonLiteral;

// Ends an iteration because data lacks a value that the journey needs. The runner of the journey
// reports a failed check at the line of the latest request.
class MissingValue : public std::exception {
 public:
  explicit MissingValue(std::string message) : message_(std::move(message)) {}
  const char* what() const noexcept override { return message_.c_str(); }

 private:
  std::string message_;
};

// Views one value of a JSON document, as returned by `response["/id"]` and `row["card"]`. The
// document must outlive it. Converts implicitly to `const boost::json::value&`, and a text to
// `std::string` and `std::string_view`. `->` gives access to the other members of Boost.JSON after
// including <boost/json.hpp>. Compares numbers by their values: 5.0 equals 5.
class JsonNode {
 public:
  class Iterator;
  using value_type = JsonNode;
  using reference = JsonNode;
  using const_reference = JsonNode;
  using iterator = Iterator;
  using const_iterator = Iterator;
  using size_type = std::size_t;
  using difference_type = std::ptrdiff_t;

  explicit JsonNode(const boost::json::value& value) : JsonNode(value, value) {}

  // `root` is the document of the value. Errors state the path from it.
  JsonNode(const boost::json::value& value, const boost::json::value& root)
      : value_(&value), root_(&root) {}

  operator const boost::json::value&() const { return *value_; }
  const boost::json::value& value() const { return *value_; }
  const boost::json::value* operator->() const { return value_; }

  bool is_null() const;
  bool is_bool() const;
  bool is_number() const;
  bool is_string() const;
  bool is_array() const;
  bool is_object() const;

  // Returns the value as its type. Throws MissingValue if it has another type.
  bool as_bool() const;
  std::int64_t as_int64() const;
  std::uint64_t as_uint64() const;
  double as_double() const;
  std::string_view as_string() const;
  const boost::json::array& as_array() const;
  const boost::json::object& as_object() const;

  // Returns a number as any arithmetic type that holds it exactly. Throws MissingValue if the type
  // cannot.
  template <class T>
  T to_number() const;

  // Converts a text: `const std::string token = login["/token"];`. Throws MissingValue for any
  // other value. A template, because other conversions must not be considered.
  template <class Text>
  requires(std::same_as<Text, std::string> || std::same_as<Text, std::string_view>) operator Text()
      const {
    return Text(as_string());
  }
  friend std::string operator+(std::string_view text, const JsonNode& node) {
    return std::string(text).append(node.as_string());
  }
  friend std::string operator+(const JsonNode& node, std::string_view text) {
    return std::string(node.as_string()).append(text);
  }

  // Return the items of an array, in order: `for (const JsonNode item : response["/items"])`. Throw
  // MissingValue for any other value.
  Iterator begin() const;
  Iterator end() const;

  // Returns the number of items of an array, or of members of an object. Throws MissingValue for
  // any other value.
  std::size_t size() const;
  bool empty() const { return size() == 0; }

  // Returns the value at a JSON Pointer (RFC 6901) that starts at this value, or an item of an
  // array. Throws MissingValue if there is none.
  JsonNode operator[](std::string_view pointer) const;
  JsonNode operator[](std::size_t index) const;

  friend bool operator==(const JsonNode& a, const JsonNode& b);
  template <class T>
  requires std::constructible_from<JsonLiteral, const T&>
  friend bool operator==(const JsonNode& node, const T& other) { return node.equals(other); }

 private:
  bool equals(const JsonLiteral& other) const;
  [[noreturn]] void refuse(std::string_view wanted) const;

  const boost::json::value* value_;
  const boost::json::value* root_;
};

// Points to an item of a JSON array. Valid as long as the document.
class JsonNode::Iterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = JsonNode;
  using difference_type = std::ptrdiff_t;
  using pointer = void;
  using reference = JsonNode;

  Iterator() = default;
  JsonNode operator*() const { return {*item_, *root_}; }
  Iterator& operator++();
  Iterator operator++(int) {
    const Iterator before = *this;
    ++*this;
    return before;
  }
  bool operator==(const Iterator& other) const { return item_ == other.item_; }

 private:
  friend class JsonNode;
  Iterator(const boost::json::value* item, const boost::json::value* root)
      : item_(item), root_(root) {}

  const boost::json::value* item_ = nullptr;
  const boost::json::value* root_ = nullptr;
};

namespace detail {

// A text of a user. A JsonNode converts to a text, but can hold another value.
template <class T>
concept TextArgument =
    std::convertible_to<const T&, std::string_view> && !std::same_as<T, JsonNode>;

}  // namespace detail

// Print the value as JSON.
void PrintTo(const JsonNode& node, std::ostream* out);
std::ostream& operator<<(std::ostream& out, const JsonNode& node);

}  // namespace traffic
