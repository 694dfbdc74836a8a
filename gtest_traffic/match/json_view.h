// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/json/value.hpp>
#include <compare>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <iterator>
#include <string>
#include <string_view>

#include "gtest_traffic/json/compare.h"

namespace traffic {

// Shows a JSON value to GoogleMock's matchers as whatever they ask for: it compares with numbers,
// texts, booleans, null and JSON; is a container of its items; converts to a string. What does not
// apply to the value
// (`Gt(3)` on a string, `SizeIs(0)` on null) is noted as misuse, so that it cannot pass by
// accident. Views the value and the flag.
class JsonView {
 public:
  JsonView(const boost::json::value& json, bool& misused) : json_(&json), misused_(&misused) {}

  const boost::json::value& json() const { return *json_; }
  operator const boost::json::value&() const { return *json_; }

  // Returns the text of a string.
  operator std::string() const {
    if (const auto* text = json_->if_string()) return std::string(text->data(), text->size());
    *misused_ = true;
    return {};
  }
  explicit operator bool() const {
    if (const auto* truth = json_->if_bool()) return *truth;
    *misused_ = true;
    return false;
  }

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
    iterator& operator++() {
      ++item_;
      return *this;
    }
    iterator operator++(int) {
      iterator before = *this;
      ++item_;
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

  // Returns the number of items, fields, or bytes of a text.
  std::size_t size() const;
  bool empty() const { return size() == 0; }

  template <class T>
  requires std::convertible_to<const T&, std::string_view>
  friend bool operator==(const JsonView& view, const T& text) {
    const auto* string = view.json_->if_string();
    return string != nullptr && std::string_view(*string) == std::string_view(text);
  }
  template <class T>
  requires std::is_arithmetic_v<T>
  friend bool operator==(const JsonView& view, T scalar) {
    return same_json(*view.json_, boost::json::value(scalar));
  }
  friend bool operator==(const JsonView& view, std::nullptr_t) { return view.json_->is_null(); }
  template <std::same_as<boost::json::value> T>
  friend bool operator==(const JsonView& view, const T& json) {
    return same_json(*view.json_, json);
  }
  friend bool operator==(const JsonView& a, const JsonView& b) {
    return same_json(*a.json_, *b.json_);
  }

  template <class T>
  requires(std::is_arithmetic_v<T> && !std::same_as<T, bool>) friend std::partial_ordering
  operator<=>(const JsonView& view, T number) {
    if (!view.json_->is_number()) *view.misused_ = true;
    return compare_numbers(*view.json_, boost::json::value(number));
  }
  template <class T>
  requires std::convertible_to<const T&, std::string_view>
  friend std::partial_ordering operator<=>(const JsonView& view, const T& text) {
    if (const auto* string = view.json_->if_string()) {
      return std::string_view(*string) <=> std::string_view(text);
    }
    *view.misused_ = true;
    return std::partial_ordering::unordered;
  }

 private:
  const boost::json::value* json_;
  bool* misused_;
};

void PrintTo(const JsonView& view, std::ostream* out);

}  // namespace traffic
