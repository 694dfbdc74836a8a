// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/http/json_number.h"

#include <charconv>
#include <system_error>

namespace traffic::detail {

double read_again(double read, std::string_view text) {
  double number = 0;
  const char* const end = text.data() + text.size();
  const auto result = std::from_chars(text.data(), end, number);
  return result.ec == std::errc() && result.ptr == end ? number : read;
}

namespace {

template <class Number>
std::string_view decimal(Number number, NumberText& buffer) {
  const Number size = std::fabs(number);
  const bool fixed = size == 0 || (size >= Number(1e-7) && size < Number(1e21));
  char* const begin = buffer.data();
  char* const limit = begin + buffer.size();
  const auto written = fixed ? std::to_chars(begin, limit, number, std::chars_format::fixed)
                             : std::to_chars(begin, limit, number);
  return {begin, static_cast<std::size_t>(written.ptr - begin)};
}

}  // namespace

std::string_view decimal_text(double number, NumberText& buffer) { return decimal(number, buffer); }
std::string_view decimal_text(float number, NumberText& buffer) { return decimal(number, buffer); }

}  // namespace traffic::detail
