// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

#include "gtest_traffic/http/json_forward.h"
#include "gtest_traffic/http/json_node.h"

namespace traffic {

// Takes JSON as a test writes it: null, a bool, a number, a text, a value of a document, or braces.
// A list of which every item is itself a list of two, a text first, is an object, any other an
// array; of a name that stands twice the first counts. An argument type: views texts, documents and
// lists, lives for one full expression.
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
  // Templates, so that nothing converts to a temporary JSON value that would be gone too soon.
  template <std::same_as<boost::json::value> T>
  JsonLiteral(const T& json) : kind_(Kind::kValue), value_(&json) {}
  template <std::same_as<boost::json::array> T>
  JsonLiteral(const T& json) : kind_(Kind::kArray), array_(&json) {}
  template <std::same_as<boost::json::object> T>
  JsonLiteral(const T& json) : kind_(Kind::kObject), object_(&json) {}

  // Appends it as JSON text, byte for byte as Boost.JSON writes the same value; allocates nothing
  // but `out`'s growth once the thread has written JSON.
  void append_to(std::string& out) const;

  // Returns the same as a value of Boost.JSON; null, a bool and a number take no memory.
  boost::json::value json(boost::json::storage_ptr storage) const;

  bool is_text() const { return kind_ == Kind::kText; }
  std::string_view text() const { return text_; }

  // Returns the value that is viewed, or null.
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
    kObject
  };
  bool is_field() const;
  bool is_object_list() const;
  void append_list(std::string& out) const;

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
  };
};

}  // namespace traffic
