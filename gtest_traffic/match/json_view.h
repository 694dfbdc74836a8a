// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <concepts>
#include <cstddef>
#include <iosfwd>
#include <iterator>
#include <string>
#include <string_view>
#include <type_traits>

#include "gtest_traffic/http/json_compare.h"
#include "gtest_traffic/json_literal.h"

namespace traffic::detail {

// Presents a JSON value to GoogleMock's matchers in the form that they request. A view compares
// with numbers, texts, booleans, null and JSON. It is a container of its items, and it converts to
// a string.
//
// An operation that does not apply to the value is recorded as misuse, so that it cannot pass by
// accident. Examples are `Gt(3)` on a string and `SizeIs(0)` on null. Keeps references to the value
// and the flag.
class JsonView {
 public:
  JsonView(const boost::json::value& json, bool& misused) : json_(&json), misused_(&misused) {}

  const boost::json::value& json() const { return *json_; }
  operator const boost::json::value&() const { return *json_; }

  // Returns the text of a JSON string.
  operator std::string() const;
  explicit operator bool() const;

  // Iterates over the items of an array.
  class iterator {
   public:
    using iterator_category = std::forward_iterator_tag;
    using value_type = JsonView;
    using difference_type = std::ptrdiff_t;
    using pointer = const JsonView*;
    using reference = JsonView;

    iterator() = default;
    iterator(const boost::json::value* item, bool* misused) : item_(item), misused_(misused) {}
    JsonView operator*() const { return {*item_, *misused_}; }
    iterator& operator++();
    iterator operator++(int) {
      iterator before = *this;
      ++*this;
      return before;
    }
    bool operator==(const iterator& other) const { return item_ == other.item_; }

   private:
    const boost::json::value* item_ = nullptr;
    bool* misused_ = nullptr;
  };
  using const_iterator = iterator;
  using value_type = JsonView;
  using const_reference = JsonView;
  using size_type = std::size_t;

  iterator begin() const;
  iterator end() const;

  // Returns the number of items, the number of fields, or the length of a string in bytes.
  std::size_t size() const;
  bool empty() const { return size() == 0; }

  template <class T>
  requires std::constructible_from<JsonLiteral, const T&>
  friend bool operator==(const JsonView& view, const T& other) {
    return same_json_as(*view.json_, other);
  }
  friend bool operator==(const JsonView& a, const JsonView& b) {
    return same_json(*a.json_, *b.json_);
  }

  template <class T>
  requires(std::is_arithmetic_v<T> && !std::same_as<T, bool>) friend std::partial_ordering
  operator<=>(const JsonView& view, T number) {
    return view.compare_number(number);
  }
  template <class T>
  requires std::convertible_to<const T&, std::string_view>
  friend std::partial_ordering operator<=>(const JsonView& view, const T& text) {
    return view.compare_text(text);
  }

 private:
  std::partial_ordering compare_number(const JsonLiteral& number) const;
  std::partial_ordering compare_text(std::string_view text) const;

  const boost::json::value* json_;
  bool* misused_;
};

void PrintTo(const JsonView& view, std::ostream* out);

}  // namespace traffic::detail
