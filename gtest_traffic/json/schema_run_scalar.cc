// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <functional>

#include "gtest_traffic/base/per_thread.h"
#include "gtest_traffic/http/json_compare.h"
#include "gtest_traffic/json/diff.h"
#include "gtest_traffic/json/schema_run.h"

namespace traffic::detail {
namespace {

// A number in decimal: `digits` times ten to the power of `exponent`.
struct Decimal {
  std::uint64_t digits = 0;
  int exponent = 0;
};

Decimal decimal_of(const boost::json::value& number) {
  if (const auto* integer = number.if_int64()) {
    const auto bits = static_cast<std::uint64_t>(*integer);
    return {*integer < 0 ? ~bits + 1 : bits, 0};
  }
  if (const auto* integer = number.if_uint64()) return {*integer, 0};
  char text[40];
  const double value = std::abs(number.get_double());
  const char* const end =
      std::to_chars(text, text + sizeof text, value, std::chars_format::scientific).ptr;
  Decimal decimal;
  const char* at = text;
  bool fraction = false;
  for (; at != end && *at != 'e'; ++at) {
    if (*at == '.') {
      fraction = true;
      continue;
    }
    decimal.digits = decimal.digits * 10 + static_cast<std::uint64_t>(*at - '0');
    if (fraction) --decimal.exponent;
  }
  int exponent = 0;
  if (at != end) std::from_chars(at + (at[1] == '+' ? 2 : 1), end, exponent);
  decimal.exponent += exponent;
  return decimal;
}

std::uint64_t length_of(std::string_view text) {
  return static_cast<std::uint64_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

// Equal values have equal hashes, regardless of their types.
constexpr std::uint64_t mix(std::uint64_t hash) {
  hash = (hash ^ (hash >> 32)) * 0x9e3779b97f4a7c15U;
  return hash ^ (hash >> 29);
}

// Equal values have equal hashes. Values below `depth` contribute only their size.
std::uint64_t hash_of(const boost::json::value& value, int depth) {
  switch (value.kind()) {
    case boost::json::kind::string: {
      const auto& text = value.get_string();
      return std::hash<std::string_view>()({text.data(), text.size()});
    }
    case boost::json::kind::array: {
      std::uint64_t hash = 0x9e3779b97f4a7c15U + value.get_array().size();
      if (depth == 0) return hash;
      for (const auto& item : value.get_array()) hash = mix(hash) + hash_of(item, depth - 1);
      return hash;
    }
    case boost::json::kind::object: {
      std::uint64_t hash = 0xc2b2ae3d27d4eb4fU + value.get_object().size();
      if (depth == 0) return hash;
      for (const auto& member : value.get_object()) {  // in any order
        const std::string_view key(member.key().data(), member.key().size());
        hash += mix(std::hash<std::string_view>()(key) + mix(hash_of(member.value(), depth - 1)));
      }
      return hash;
    }
    case boost::json::kind::null:
      return 1;
    case boost::json::kind::bool_:
      return value.get_bool() ? 2 : 3;
    default: {
      return std::hash<double>()(value.is_double()  ? value.get_double()
                                 : value.is_int64() ? static_cast<double>(value.get_int64())
                                                    : static_cast<double>(value.get_uint64()));
    }
  }
}

}  // namespace

bool is_multiple(const boost::json::value& number, const boost::json::value& of) {
  if (number.is_int64() && of.is_int64()) return number.get_int64() % of.get_int64() == 0;
  if (number.is_double() && !std::isfinite(number.get_double())) return false;
  const Decimal a = decimal_of(number);
  const Decimal b = decimal_of(of);
  if (a.digits == 0) return true;
  __extension__ using Wide = unsigned __int128;
  if (a.exponent >= b.exponent) {
    // Computes a·10^n mod b by repeated squaring.
    Wide power = 10 % b.digits;
    Wide rest = a.digits % b.digits;
    for (int n = a.exponent - b.exponent; n > 0; n /= 2) {
      if (n % 2 == 1) rest = rest * power % b.digits;
      power = power * power % b.digits;
    }
    return rest == 0;
  }
  Wide divisor = b.digits;
  for (int n = b.exponent - a.exponent; n > 0; --n) {
    divisor *= 10;
    if (divisor > a.digits) return false;
  }
  return a.digits % divisor == 0;
}

bool all_differ(const boost::json::array& items) {
  constexpr std::size_t kFew = 16;
  constexpr int kHashedDepth = 4;
  if (items.size() <= kFew) {
    for (std::size_t i = 0; i < items.size(); ++i) {
      for (std::size_t j = 0; j < i; ++j) {
        if (same_json(items[i], items[j])) return false;
      }
    }
    return true;
  }
  auto& hashes = per_thread([] { return std::vector<std::pair<std::uint64_t, std::size_t>>(); });
  hashes.clear();
  for (std::size_t i = 0; i < items.size(); ++i)
    hashes.emplace_back(hash_of(items[i], kHashedDepth), i);
  std::sort(hashes.begin(), hashes.end());
  for (std::size_t i = 0; i < hashes.size(); ++i) {
    for (std::size_t j = i + 1; j < hashes.size() && hashes[j].first == hashes[i].first; ++j) {
      if (same_json(items[hashes[i].second], items[hashes[j].second])) return false;
    }
  }
  return true;
}

bool SchemaRun::check_number(const SchemaNode& node, const Place& at) {
  const SchemaNumberRule& rule = *node.number;
  bool ok = true;
  const auto fail = [&](std::string_view keyword, std::string_view words, const Json& bound) {
    ok = false;
    return report_failure(node, keyword, at,
                          [&] { return fmt::format("{} {}", words, shown({}, bound)); });
  };
  const auto past = [&](const Json* bound, auto&& wrong) {
    return bound != nullptr && wrong(compare_numbers(at.value, *bound));
  };
  if (past(rule.minimum, [](auto order) { return std::is_lt(order); }) &&
      fail("minimum", "at least", *rule.minimum)) {
    return false;
  }
  if (past(rule.maximum, [](auto order) { return std::is_gt(order); }) &&
      fail("maximum", "at most", *rule.maximum)) {
    return false;
  }
  if (past(rule.above, [](auto order) { return std::is_lteq(order); }) &&
      fail("exclusiveMinimum", "above", *rule.above)) {
    return false;
  }
  if (past(rule.below, [](auto order) { return std::is_gteq(order); }) &&
      fail("exclusiveMaximum", "below", *rule.below)) {
    return false;
  }
  if (rule.multiple_of != nullptr && !is_multiple(at.value, *rule.multiple_of) &&
      fail("multipleOf", "a multiple of", *rule.multiple_of)) {
    return false;
  }
  if (rule.format != nullptr && !rule.format->number(at.value)) {
    ok = false;
    report_failure(node, "format", at, [&] { return rule.format->name; });
  }
  return ok;
}

bool SchemaRun::check_string(const SchemaNode& node, const Place& at, std::string_view text) {
  const SchemaStringRule& rule = *node.string;
  bool ok = true;
  // A character takes one to four bytes, so most texts need no counting.
  if (text.size() / 4 < rule.length.min && length_of(text) < rule.length.min) {
    ok = false;
    if (report_failure(node, "minLength", at,
                       [&] { return fmt::format("at least {} characters", rule.length.min); }))
      return false;
  }
  if (text.size() > rule.length.max && length_of(text) > rule.length.max) {
    ok = false;
    if (report_failure(node, "maxLength", at,
                       [&] { return fmt::format("at most {} characters", rule.length.max); }))
      return false;
  }
  if (rule.pattern && !searches(*rule.pattern, text, node, at)) {
    ok = false;
    if (given_up_ || report_failure(node, "pattern", at, [&] {
          const auto& pattern = node.json->get_object().at("pattern").get_string();
          return fmt::format("a match of '{}'", std::string_view(pattern.data(), pattern.size()));
        }))
      return false;
  }
  if (rule.format != nullptr && !rule.format->text(text)) {
    ok = false;
    report_failure(node, "format", at, [&] { return fmt::format("format {}", rule.format->name); });
  }
  return ok;
}

bool SchemaRun::accepts_scalar(const SchemaNode& node, const Json& value) {
  if ((node.types & type_of(value, node.written_integers)) == 0) return false;
  const Place at{value};
  if (!node.values.empty() && !check_values(node, at)) return false;
  return !node.number || !value.is_number() || check_number(node, at);
}

bool SchemaRun::lists(const SchemaNode& node, std::string_view text) {
  return std::all_of(node.values.begin(), node.values.end(),
                     [&](const SchemaEnumRule& rule) { return rule.has(text); });
}

bool SchemaRun::accepts_string(const SchemaNode& node, std::string_view text) {
  static const Json kNone;  // nothing is reported, so this value is not shown
  return check_string(node, Place{kNone}, text) && !given_up_;
}

bool SchemaRun::searches(const Regex& regex, std::string_view text, const SchemaNode& node,
                         const Place& at) {
  const Regex::Answer answer = regex.search(text);
  if (answer == Regex::Answer::kTooCostly)
    give_up(node, at, "a pattern that needs less backtracking");
  return answer == Regex::Answer::kYes;
}

}  // namespace traffic::detail
