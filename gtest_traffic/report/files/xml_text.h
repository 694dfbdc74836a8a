// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace traffic::detail {

// Appends text for an element or a quoted attribute of XML 1.0. The output is valid for any input:
// U+FFFD replaces invalid UTF-8 and characters that XML cannot represent. Line breaks are
// preserved, in attributes too.
void append_xml_text(std::string& out, std::string_view text);

}  // namespace traffic::detail
