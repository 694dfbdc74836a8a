// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/data/yaml_scalar.h"

#include <charconv>
#include <cmath>
#include <system_error>

namespace traffic::detail {
namespace {

template <class T>
bool parse_whole(std::string_view text, T& number, int base) {
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), number, base);
  return code == std::errc() && end == text.data() + text.size() && !text.empty();
}

}  // namespace

bool is_yaml_null(std::string_view text) {
  return text.empty() || text == "~" || text == "null" || text == "Null" || text == "NULL";
}

YamlScalar yaml_scalar(std::string_view text) {
  if (is_yaml_null(text)) return nullptr;
  if (text == "true" || text == "True" || text == "TRUE") return true;
  if (text == "false" || text == "False" || text == "FALSE") return false;
  const std::string_view digits = text.substr(text[0] == '+' ? 1 : 0);
  std::int64_t whole = 0;
  if (parse_whole(digits, whole, 10)) return whole;
  std::uint64_t large = 0;
  if (parse_whole(digits, large, 10)) return large;
  if (text.starts_with("0x") && parse_whole(digits.substr(2), large, 16)) return large;
  if (text.starts_with("0o") && parse_whole(digits.substr(2), large, 8)) return large;
  double number = 0;
  const auto [end, code] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  const bool is_number = code == std::errc() && end == digits.data() + digits.size();
  if (is_number && std::isfinite(number)) return number;
  return text;
}

}  // namespace traffic::detail
