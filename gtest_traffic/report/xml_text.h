// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace traffic {

// Appends text for an element or a quoted attribute of XML 1.0; whatever the bytes, the output is
// valid: U+FFFD stands for what is no UTF-8 and for characters XML cannot hold. Line breaks stay
// what they are in attributes too.
void append_xml_text(std::string& out, std::string_view text);

}  // namespace traffic
