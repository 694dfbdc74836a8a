// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace traffic {

// What the head of a response says about itself and its body (RFC 9112 §2 to §6).
struct ResponseHead {
  int status = 0;
  bool keep_alive = false;  // as far as the head tells
  bool closes = false;      // says so, whatever else it says (RFC 9112 §9.3)
  bool chunked = false;
  bool encoded = false;  // Content-Encoding
  bool sets_cookies = false;
  std::optional<std::uint64_t> length = {};  // Content-Length
  std::string_view error = {};  // why it is malformed, of static storage; empty when it is not
};

// Reads a whole head, from the status line to the blank line; strict where a difference of opinion
// with a server would put bodies and heads out of step. Written for this project because Beast's
// parser, which looks up every field's name and holds 4 KiB on the stack, cost 2,700 of a request's
// 6,300 instructions and a page per user.
ResponseHead parse_response_head(std::string_view head);

// Remembers the heads read last: a target under load answers many requests with the very same
// bytes, which need not be read again. Belongs to one thread.
class RecentHeads {
 public:
  struct Entry {
    std::string text;
    ResponseHead head;
  };

  // Returns the remembered head that `bytes` begin with, or null.
  const Entry* find(std::string_view bytes) const;

  // Remembers a well-formed head of at most 1 KiB in the place of the oldest.
  void add(std::string_view text, const ResponseHead& head);

 private:
  std::array<Entry, 4> entries_;
  std::size_t next_ = 0;
};

}  // namespace traffic
