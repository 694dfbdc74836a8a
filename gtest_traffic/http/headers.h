// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace traffic {

// What requests ask for unless told otherwise: the content codings that are taken off.
inline constexpr std::string_view kAcceptEncoding = "gzip, deflate, br";

struct HeaderField {
  std::string_view name;
  std::string_view value;  // without surrounding white space; a folded value keeps its line breaks
};

// Iterates over the fields of a message head (RFC 9112 §5) without copying; the start line is
// skipped, a line without a colon too, and lines may end in LF alone. Not safe to use after the
// head is gone.
class HeaderReader {
 public:
  explicit HeaderReader(std::string_view head);
  std::optional<HeaderField> next();

 private:
  std::string_view rest_;
};

// Returns the value of the first field of that name, compared without case, or nothing.
std::optional<std::string_view> find_header(std::string_view head, std::string_view name);

// Appends a field to a message head. A line break in the value becomes a space, so that data cannot
// write fields of its own (RFC 9110 §5.5).
void append_header(std::string& head, std::string_view name, std::string_view value);

}  // namespace traffic
