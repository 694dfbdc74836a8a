// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/form.h"

#include "gtest_traffic/base/per_thread.h"
#include "gtest_traffic/http/url.h"

namespace traffic {
using namespace detail;

void detail::append_form_encoded(std::string& out, std::string_view text) {
  for (const char c : text) {
    const bool stays = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '*' || c == '-' || c == '.' || c == '_';
    if (stays) {
      out += c;
    } else if (c == ' ') {
      out += '+';
    } else {
      append_percent_byte(out, c);
    }
  }
}

Body form(std::initializer_list<FormField> fields) {
  std::string& out = per_thread([] { return std::string(); });
  out.clear();
  for (const FormField& field : fields) {
    if (!out.empty()) out += '&';
    append_form_encoded(out, field.name);
    out += '=';
    field.value.append_to(out, append_form_encoded);
  }
  return encoded_text(out, "application/x-www-form-urlencoded");
}

}  // namespace traffic
