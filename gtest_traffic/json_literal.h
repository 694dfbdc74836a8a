// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "gtest_traffic/http/json_forward.h"
#include "gtest_traffic/json_node.h"

namespace traffic {

class JsonLiteral;

namespace detail {

// Views a container. `visit` passes each item to `each`, with its name if the container is a map.
struct JsonItems {
  using Each = void (*)(void* state, std::string_view name, const JsonLiteral& item);

  const void* container = nullptr;
  void (*visit)(const void* container, void* state, Each each) = nullptr;
};

// A container of values that are JSON, such as std::vector<int>. Types with other constructors of
// JsonLiteral are excluded first, because a constraint must not depend on itself.
template <class T>
concept JsonList =
    !std::convertible_to<const T&, std::string_view> &&
    !std::same_as<T, std::initializer_list<JsonLiteral>> && !std::same_as<T, JsonNode> &&
    !std::same_as<T, boost::json::value> && !std::same_as<T, boost::json::array> &&
    !std::same_as<T, boost::json::object> && requires(const T& list) {
  requires !std::same_as<typename T::value_type, T>;
  list.begin() != list.end();
  requires std::constructible_from<JsonLiteral, const typename T::value_type&>;
};

// A map from texts to values that are JSON, such as std::map<std::string, int>. `at` is a member of
// maps with unique names.
template <class T>
concept JsonMap = !std::same_as<T, boost::json::object> &&
                  requires(const T& map, const typename T::key_type& name) {
  map.begin() != map.end();
  map.at(name);
  requires std::convertible_to<const typename T::key_type&, std::string_view>;
  requires std::constructible_from<JsonLiteral, const typename T::mapped_type&>;
};

}  // namespace detail

// Holds JSON as a test writes it: null, a bool, a number, a text, a value of a document, a
// container of such values, a map from texts to them, an optional value, or braces. An empty
// optional is null. A list is an object if each item is a list of two items and the first of them
// is a text. Otherwise it is an array. If a name repeats, the first member counts. Use it only as
// an argument: it views texts, documents and lists, and is valid for one full expression.
class JsonLiteral {
 public:
  JsonLiteral(std::nullptr_t) : kind_(Kind::kNull) {}
  template <std::same_as<bool> T>
  JsonLiteral(T truth) : kind_(Kind::kBool), bool_(truth) {}
  JsonLiteral(int number) : kind_(Kind::kSigned), signed_(number) {}
  JsonLiteral(long number) : kind_(Kind::kSigned), signed_(number) {}
  JsonLiteral(long long number) : kind_(Kind::kSigned), signed_(number) {}
  JsonLiteral(unsigned number) : kind_(Kind::kUnsigned), unsigned_(number) {}
  JsonLiteral(unsigned long number) : kind_(Kind::kUnsigned), unsigned_(number) {}
  JsonLiteral(unsigned long long number) : kind_(Kind::kUnsigned), unsigned_(number) {}
  JsonLiteral(double number) : kind_(Kind::kDouble), double_(number) {}
  template <class T>
  requires std::convertible_to<const T&, std::string_view> JsonLiteral(const T& text)
      : kind_(Kind::kText), text_(text) {}
  JsonLiteral(std::initializer_list<JsonLiteral> list) : kind_(Kind::kList), list_(list) {}
  JsonLiteral(const JsonNode& node) : JsonLiteral(node.value()) {}
  // Templates, because a conversion to a temporary JSON value would leave a dangling pointer.
  template <std::same_as<boost::json::value> T>
  JsonLiteral(const T& json) : kind_(Kind::kValue), value_(&json) {}
  template <std::same_as<boost::json::array> T>
  JsonLiteral(const T& json) : kind_(Kind::kArray), array_(&json) {}
  template <std::same_as<boost::json::object> T>
  JsonLiteral(const T& json) : kind_(Kind::kObject), object_(&json) {}

  template <detail::JsonList T>
  JsonLiteral(const T& list)
      : kind_(Kind::kItems),
        items_{&list, [](const void* all, void* state, detail::JsonItems::Each each) {
                 for (const typename T::value_type& item : *static_cast<const T*>(all))
                   each(state, {}, JsonLiteral(item));
               }} {}
  template <detail::JsonMap T>
  JsonLiteral(const T& map)
      : kind_(Kind::kMembers),
        items_{&map, [](const void* all, void* state, detail::JsonItems::Each each) {
                 for (const auto& [name, value] : *static_cast<const T*>(all))
                   each(state, name, JsonLiteral(value));
               }} {}
  template <class T>
  requires std::constructible_from<JsonLiteral, const T&> JsonLiteral(const std::optional<T>& value)
      : JsonLiteral(nullptr) {
    if (value) *this = JsonLiteral(*value);
  }

  // Appends the JSON text, byte for byte as Boost.JSON serializes the same value. After the first
  // JSON of a thread, allocates only when `out` grows.
  void append_to(std::string& out) const;

  // Returns the value as a Boost.JSON value. Allocates nothing for null, a bool or a number.
  boost::json::value json(boost::json::storage_ptr storage) const;

  // Tells whether it is a list of two items of which the first is a text: a member of an object.
  bool is_field() const;

  bool is_text() const { return kind_ == Kind::kText; }
  std::string_view text() const { return text_; }

  // Returns the viewed value, or null.
  const boost::json::value* viewed() const { return kind_ == Kind::kValue ? value_ : nullptr; }

 private:
  enum class Kind : std::uint8_t {
    kNull,
    kBool,
    kSigned,
    kUnsigned,
    kDouble,
    kText,
    kList,
    kValue,
    kArray,
    kObject,
    kItems,
    kMembers
  };
  bool is_object_list() const;
  void append_list(std::string& out) const;
  void append_items(std::string& out) const;

  Kind kind_;
  union {
    bool bool_;
    std::int64_t signed_;
    std::uint64_t unsigned_;
    double double_;
    std::string_view text_;
    std::initializer_list<JsonLiteral> list_;
    const boost::json::value* value_;
    const boost::json::array* array_;
    const boost::json::object* object_;
    detail::JsonItems items_;
  };
};

}  // namespace traffic
