// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/report/files/xml_text.h"

#include "gtest_traffic/base/utf8.h"

namespace traffic::detail {
namespace {

// Returns the replacement of a character that cannot appear unchanged in XML 1.0 (section 2.2).
// Returns an empty text for all other characters.
std::string_view escaped(char32_t c) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\n':
      return "&#10;";
    case '\r':
      return "&#13;";
    case '\t':
      return "&#9;";
    default:
      return c < 0x20 || c == 0xFFFE || c == 0xFFFF ? kReplacementCharacter : std::string_view();
  }
}

}  // namespace

void append_xml_text(std::string& out, std::string_view text) {
  while (!text.empty()) {
    const CodePoint c = first_code_point(text);
    const std::string_view special = c.valid ? escaped(c.value) : kReplacementCharacter;
    out += special.empty() ? text.substr(0, c.length) : special;
    text.remove_prefix(c.length);
  }
}

}  // namespace traffic::detail
