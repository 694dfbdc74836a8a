// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/http/json_compare.h"

#include <algorithm>
#include <boost/json/value.hpp>
#include <cmath>
#include <limits>
#include <utility>

#include "gtest_traffic/json_literal.h"

namespace traffic::detail {
namespace {

// `long double` holds every int64, uint64 and double exactly if its mantissa has 64 bits, as on
// x86-64 and AArch64.
long double number_of(const boost::json::value& value) {
  if (const auto* number = value.if_int64()) return static_cast<long double>(*number);
  if (const auto* number = value.if_uint64()) return static_cast<long double>(*number);
  return static_cast<long double>(value.get_double());
}

}  // namespace

std::partial_ordering compare_numbers(const boost::json::value& a, const boost::json::value& b) {
  if (!a.is_number() || !b.is_number()) return std::partial_ordering::unordered;
  if (a.is_int64() && b.is_int64()) return a.get_int64() <=> b.get_int64();
  return number_of(a) <=> number_of(b);
}

bool same_json(const boost::json::value& a, const boost::json::value& b) {
  if (a.is_number() && b.is_number()) return compare_numbers(a, b) == 0;
  if (a.kind() != b.kind()) return false;
  switch (a.kind()) {
    case boost::json::kind::string:
      return a.get_string() == b.get_string();
    case boost::json::kind::bool_:
      return a.get_bool() == b.get_bool();
    case boost::json::kind::array: {
      const auto& left = a.get_array();
      const auto& right = b.get_array();
      return std::equal(left.begin(), left.end(), right.begin(), right.end(), same_json);
    }
    case boost::json::kind::object: {
      const auto& left = a.get_object();
      const auto& right = b.get_object();
      return left.size() == right.size() &&
             std::all_of(left.begin(), left.end(), [&](const boost::json::key_value_pair& field) {
               const boost::json::value* other = right.if_contains(field.key());
               return other != nullptr && same_json(field.value(), *other);
             });
    }
    default:
      return true;
  }
}

std::partial_ordering compare_number_to(const boost::json::value& a, const JsonLiteral& b) {
  return compare_numbers(a, b.json({}));
}

bool same_json_as(const boost::json::value& a, const JsonLiteral& b) {
  if (b.is_text()) {
    const auto* const text = a.if_string();
    return text != nullptr && std::string_view(*text) == b.text();
  }
  if (const auto* const viewed = b.viewed()) return same_json(a, *viewed);
  return same_json(a, b.json({}));
}

bool is_near(double a, double b, double tolerance) {
  if (!(tolerance > 0)) return a == b;
  // Each of the values and their difference is off by at most half an epsilon of itself.
  const double rounding =
      2 * std::numeric_limits<double>::epsilon() * (std::fabs(a) + std::fabs(b));
  return std::fabs(a - b) <= tolerance + rounding;
}

std::string_view kind_name(const boost::json::value& value) {
  switch (value.kind()) {
    case boost::json::kind::null:
      return "null";
    case boost::json::kind::bool_:
      return "boolean";
    case boost::json::kind::string:
      return "string";
    case boost::json::kind::array:
      return "array";
    case boost::json::kind::object:
      return "object";
    default:
      return "number";
  }
}

}  // namespace traffic::detail
