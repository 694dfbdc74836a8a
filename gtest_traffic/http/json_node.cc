// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/json_node.h"

#include <fmt/format.h>

#include <boost/json/value.hpp>
#include <concepts>
#include <optional>
#include <ostream>

#include "gtest_traffic/base/json_pointer.h"
#include "gtest_traffic/http/json_compare.h"
#include "gtest_traffic/http/json_writer.h"
#include "gtest_traffic/json_literal.h"
#include "gtest_traffic/response.h"

namespace traffic {
namespace {

// Finds the JSON Pointer of a value by its address. The depth of a document is limited.
std::optional<std::string> pointer_to(const boost::json::value& root,
                                      const boost::json::value& value) {
  if (&root == &value) return std::string();
  if (const auto* const array = root.if_array()) {
    for (std::size_t i = 0; i < array->size(); ++i) {
      if (const auto rest = pointer_to((*array)[i], value)) return fmt::format("/{}{}", i, *rest);
    }
  } else if (const auto* const object = root.if_object()) {
    for (const auto& member : *object) {
      if (const auto rest = pointer_to(member.value(), value)) {
        return "/" + detail::pointer_token({member.key().data(), member.key().size()}) + *rest;
      }
    }
  }
  return std::nullopt;
}

std::string place_of(const boost::json::value& root, const boost::json::value& value) {
  const std::string pointer = pointer_to(root, value).value_or("");
  return pointer.empty() ? " in the JSON" : fmt::format(" at '{}'", pointer);
}

}  // namespace

// The value itself can be a secret, so the error states only its type.
void JsonNode::refuse(std::string_view wanted) const {
  throw MissingValue(fmt::format("expected {}{}, got {}", wanted, place_of(*root_, *value_),
                                 std::string_view(boost::json::to_string(value_->kind()))));
}

bool JsonNode::is_null() const { return value_->is_null(); }
bool JsonNode::is_bool() const { return value_->is_bool(); }
bool JsonNode::is_number() const { return value_->is_number(); }
bool JsonNode::is_string() const { return value_->is_string(); }
bool JsonNode::is_array() const { return value_->is_array(); }
bool JsonNode::is_object() const { return value_->is_object(); }

bool JsonNode::as_bool() const {
  const auto* const value = value_->if_bool();
  if (value == nullptr) refuse("a bool");
  return *value;
}
std::int64_t JsonNode::as_int64() const {
  const auto* const value = value_->if_int64();
  if (value == nullptr) refuse("an int64");
  return *value;
}
std::uint64_t JsonNode::as_uint64() const {
  const auto* const value = value_->if_uint64();
  if (value == nullptr) refuse("a uint64");
  return *value;
}
double JsonNode::as_double() const {
  const auto* const value = value_->if_double();
  if (value == nullptr) refuse("a double");
  return *value;
}
std::string_view JsonNode::as_string() const {
  const auto* const value = value_->if_string();
  if (value == nullptr) refuse("a string");
  return *value;
}
const boost::json::array& JsonNode::as_array() const {
  const auto* const value = value_->if_array();
  if (value == nullptr) refuse("an array");
  return *value;
}
const boost::json::object& JsonNode::as_object() const {
  const auto* const value = value_->if_object();
  if (value == nullptr) refuse("an object");
  return *value;
}

JsonNode::Iterator JsonNode::begin() const { return {as_array().data(), root_}; }
JsonNode::Iterator JsonNode::end() const {
  const boost::json::array& array = as_array();
  return {array.data() + array.size(), root_};
}
JsonNode::Iterator& JsonNode::Iterator::operator++() {
  ++item_;
  return *this;
}

std::size_t JsonNode::size() const {
  if (const auto* const object = value_->if_object()) return object->size();
  const auto* const array = value_->if_array();
  if (array == nullptr) refuse("an array or an object");
  return array->size();
}

JsonNode JsonNode::operator[](std::string_view pointer) const {
  boost::system::error_code error;
  const boost::json::value* const value =
      value_->find_pointer({pointer.data(), pointer.size()}, error);
  if (value != nullptr) return {*value, *root_};
  throw MissingValue(
      fmt::format("expected a value at '{}'{}, got {}", pointer,
                  value_ == root_ ? "" : " below the value" + place_of(*root_, *value_),
                  detail::missing_text(*value_, pointer)));
}

JsonNode JsonNode::operator[](std::size_t index) const {
  const boost::json::array& array = as_array();
  if (index < array.size()) return {array[index], *root_};
  throw MissingValue(fmt::format("expected an item {}{}, got an array of {} items", index,
                                 place_of(*root_, *value_), array.size()));
}

template <class T>
T JsonNode::to_number() const {
  boost::system::error_code error;
  const T number = value_->to_number<T>(error);
  if (error) refuse(std::integral<T> ? "a whole number in the range of the type" : "a number");
  return number;
}
template char JsonNode::to_number() const;
template signed char JsonNode::to_number() const;
template unsigned char JsonNode::to_number() const;
template short JsonNode::to_number() const;
template unsigned short JsonNode::to_number() const;
template int JsonNode::to_number() const;
template unsigned JsonNode::to_number() const;
template long JsonNode::to_number() const;
template unsigned long JsonNode::to_number() const;
template long long JsonNode::to_number() const;
template unsigned long long JsonNode::to_number() const;
template float JsonNode::to_number() const;
template double JsonNode::to_number() const;

bool operator==(const JsonNode& a, const JsonNode& b) {
  return detail::same_json(*a.value_, *b.value_);
}

bool JsonNode::equals(const JsonLiteral& other) const {
  return detail::same_json_as(*value_, other);
}

void PrintTo(const JsonNode& node, std::ostream* out) {
  *out << detail::json_text_of(node.value());
}

std::ostream& operator<<(std::ostream& out, const JsonNode& node) {
  PrintTo(node, &out);
  return out;
}

}  // namespace traffic
