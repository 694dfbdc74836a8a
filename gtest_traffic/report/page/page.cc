// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/report/page/page.h"

#include <string_view>

#include "gtest_traffic/report/files/json_text.h"
#include "gtest_traffic/report/page/page_data.h"
#include "gtest_traffic/report/page/page_files.h"

namespace traffic::detail {
namespace {

// Escapes JSON text for a script element, so that no `<` can end the element or open another one.
std::string escape_for_script(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '<':
        out += "\\u003c";
        break;
      case '>':
        out += "\\u003e";
        break;
      case '&':
        out += "\\u0026";
        break;
      default:
        out += c;
    }
  }
  return out;
}

// Inserts a text at the next mark. The marks are replaced in order, so that inserted text is not
// searched for marks.
void fill(std::string& out, std::string_view& rest, std::string_view mark, std::string_view text) {
  const std::size_t at = rest.find(mark);
  out += rest.substr(0, at);
  out += text;
  rest.remove_prefix(at + mark.size());
}

}  // namespace

std::string report_page(const Report& report, const Report* baseline) {
  std::string data;
  append_json(data, page_data(report, baseline));
  std::string out;
  std::string_view rest = kPageHtml;
  fill(out, rest, "{{style}}", kPageStyle);
  fill(out, rest, "{{data}}", escape_for_script(data));
  fill(out, rest, "{{script}}", kPageScript);
  out += rest;
  return out;
}

}  // namespace traffic::detail
