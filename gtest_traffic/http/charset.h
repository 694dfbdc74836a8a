// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace traffic {
struct Exchange;
}

namespace traffic::detail {

// Returns the body of a response as text, to match or show it. A body in ISO-8859-1 or
// Windows-1252, by the charset of its Content-Type, is converted to UTF-8 in `room`. Other bodies
// are returned unchanged.
std::string_view readable_body(const Exchange& exchange, std::string& room);

// Converts Windows-1252 to UTF-8. ISO-8859-1 is read as Windows-1252, as browsers do (WHATWG
// Encoding, section 4.2).
std::string from_windows_1252(std::string_view text);

}  // namespace traffic::detail
