// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/http/json_node.h"

#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <ostream>

#include "gtest_traffic/http/json_literal.h"

namespace traffic {

bool JsonNode::is_null() const { return value_->is_null(); }
bool JsonNode::is_bool() const { return value_->is_bool(); }
bool JsonNode::is_number() const { return value_->is_number(); }
bool JsonNode::is_string() const { return value_->is_string(); }
bool JsonNode::is_array() const { return value_->is_array(); }
bool JsonNode::is_object() const { return value_->is_object(); }

bool JsonNode::as_bool() const { return value_->as_bool(); }
std::int64_t JsonNode::as_int64() const { return value_->as_int64(); }
std::uint64_t JsonNode::as_uint64() const { return value_->as_uint64(); }
double JsonNode::as_double() const { return value_->as_double(); }
std::string_view JsonNode::as_string() const { return value_->as_string(); }
const boost::json::array& JsonNode::as_array() const { return value_->as_array(); }
const boost::json::object& JsonNode::as_object() const { return value_->as_object(); }

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

bool operator==(const JsonNode& a, const JsonNode& b) { return *a.value_ == *b.value_; }

bool JsonNode::equals(const JsonLiteral& other) const {
  if (other.is_text()) {
    const auto* const text = value_->if_string();
    return text != nullptr && std::string_view(*text) == other.text();
  }
  if (const auto* const json = other.viewed()) return *value_ == *json;
  return *value_ == other.json({});
}

void PrintTo(const JsonNode& node, std::ostream* out) { *out << node.value(); }

}  // namespace traffic
