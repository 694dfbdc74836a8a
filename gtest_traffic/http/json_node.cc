// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/json_node.h"

#include <fmt/format.h>

#include <boost/json/value.hpp>
#include <ostream>
#include <stdexcept>

#include "gtest_traffic/http/json_compare.h"
#include "gtest_traffic/http/json_writer.h"
#include "gtest_traffic/json_literal.h"

namespace traffic {
namespace {

// Throws an error that states the type of the value. The value itself can be a secret.
template <class T>
const T& is(const T* value, const char* wanted, const boost::json::value& got) {
  if (value != nullptr) return *value;
  throw std::invalid_argument(fmt::format("expected {} in the JSON, got {}", wanted,
                                          std::string_view(boost::json::to_string(got.kind()))));
}

}  // namespace

bool JsonNode::is_null() const { return value_->is_null(); }
bool JsonNode::is_bool() const { return value_->is_bool(); }
bool JsonNode::is_number() const { return value_->is_number(); }
bool JsonNode::is_string() const { return value_->is_string(); }
bool JsonNode::is_array() const { return value_->is_array(); }
bool JsonNode::is_object() const { return value_->is_object(); }

bool JsonNode::as_bool() const { return is(value_->if_bool(), "a bool", *value_); }
std::int64_t JsonNode::as_int64() const { return is(value_->if_int64(), "an int64", *value_); }
std::uint64_t JsonNode::as_uint64() const { return is(value_->if_uint64(), "a uint64", *value_); }
double JsonNode::as_double() const { return is(value_->if_double(), "a double", *value_); }
std::string_view JsonNode::as_string() const {
  return is(value_->if_string(), "a string", *value_);
}
const boost::json::array& JsonNode::as_array() const {
  return is(value_->if_array(), "an array", *value_);
}
const boost::json::object& JsonNode::as_object() const {
  return is(value_->if_object(), "an object", *value_);
}

template <class T>
T JsonNode::to_number() const {
  return value_->to_number<T>();
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

}  // namespace traffic
