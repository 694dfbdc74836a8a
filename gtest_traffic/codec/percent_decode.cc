// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/codec/percent_decode.h"

#include <charconv>

namespace traffic::detail {

std::string percent_decode(std::string_view text, PlusSign plus) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+' && plus == PlusSign::kSpace) {
      out += ' ';
      continue;
    }
    unsigned byte = 0;
    const bool escape = text[i] == '%' && i + 2 < text.size();
    if (escape) {
      const char* const digits = text.data() + i + 1;
      if (std::from_chars(digits, digits + 2, byte, 16).ptr == digits + 2) {
        out += static_cast<char>(byte);
        i += 2;
        continue;
      }
    }
    out += text[i];
  }
  return out;
}

}  // namespace traffic::detail
