// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cmath>
#include <string_view>

namespace traffic::detail {

// The places where numbers of Boost.JSON 1.81 are corrected. Its parser misses the nearest double
// of about 12 % of the numbers with 17 digits, and its serializer writes 49.99 as 4.999E1.

// Reads a number of a JSON text again, with std::from_chars. Returns `read` for a number that no
// double holds.
double read_again(double read, std::string_view text);

// Returns the double that is nearest to a number (IEEE 754, section 5.12.2). `read` is the value
// that Boost.JSON read from `text`. That value is exact if the digits and the power of ten are
// exact doubles, which is true for at most 16 characters and such a value.
inline double nearest_double(double read, std::string_view text) {
  const double size = std::fabs(read);
  const bool exact = text.size() <= 16 && (size == 0 || (size >= 1e-5 && size <= 1e15));
  return exact ? read : read_again(read, text);
}

// The buffer of a number as text.
using NumberText = std::array<char, 40>;

// Writes a number in the shortest form that reads back as the same number: `49.99`, `5`. Uses no
// exponent from 1e-7 to below 1e21, as ECMAScript does. Returns a view of the buffer.
std::string_view decimal_text(double number, NumberText& buffer);
std::string_view decimal_text(float number, NumberText& buffer);

}  // namespace traffic::detail
