// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace traffic::detail {

struct HeaderField {
  std::string_view name = {};
  // Without white space around it. Line breaks inside a folded value are kept.
  std::string_view value = {};
};

// Iterates over the fields of a message head (RFC 9112, section 5) without copying. Skips the start
// line and lines without a colon. Lines may end in LF alone. The head must outlive the reader.
class HeaderReader {
 public:
  explicit HeaderReader(std::string_view head);
  std::optional<HeaderField> next();

 private:
  std::string_view rest_;
};

// Tells whether the text is a token (RFC 9110, section 5.6.2), as the name of a field must be.
bool is_token(std::string_view text);

// Tells whether the text is a valid field value or reason phrase (RFC 9110, section 5.5): it has no
// control character except tabs.
bool is_field_value(std::string_view text);

// Returns the value of the first field with that name, ignoring case, or `std::nullopt`.
std::optional<std::string_view> find_header(std::string_view head, std::string_view name);

// Lists the content codings that the client can decode: the default `Accept-Encoding` of requests.
inline constexpr std::string_view kAcceptEncoding = "gzip, deflate, br";

// Appends a field to a message head. Replaces line breaks in the value by spaces, so that data
// cannot inject fields (RFC 9110, section 5.5).
void append_header(std::string& head, std::string_view name, std::string_view value);

// Tells whether a field frames the body of a request. The client writes these fields itself,
// because a second framing would let servers disagree about the end of the request (RFC 9112,
// section 6).
bool is_framing_field(std::string_view name);

// Returns the reason why a field of the user is not sent.
std::string framing_field_text(std::string_view name);

// Tells whether a field asks to close the connection after the response (RFC 9112, section 9.6).
bool asks_to_close(std::string_view name, std::string_view value);

}  // namespace traffic::detail
