// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "gtest_traffic/clock.h"

namespace traffic::detail {

// The properties of a response and its body that its head states (RFC 9112 §2 to §6).
struct ResponseHead {
  int status = 0;
  bool keep_alive = false;  // according to the head alone
  bool closes = false;      // explicitly, or because other recipients may find another end
  bool coded = false;       // has a transfer coding: Content-Length does not apply
  bool chunked = false;
  bool encoded = false;  // has Content-Encoding
  bool sets_cookies = false;
  std::optional<std::uint64_t> length = {};  // Content-Length
  Duration usable_for = Duration::max();     // while idle, according to `Keep-Alive: timeout=5`
  std::string_view error = {};  // why it is malformed; empty if it is valid; static storage
  std::size_t error_line = 0;   // from 1, of the head
};

// Returns the size of the complete head at the start of the bytes, blank line included, or `npos`.
// Lines may end in LF alone (RFC 9112 §2.2). The search starts at `from`.
std::size_t find_end_of_head(std::string_view bytes, std::size_t from);

// Returns whether the bytes, perhaps only a few, can be the start of a response.
bool may_be_response(std::string_view bytes);

// Parses a complete head, from the status line to the blank line. Accepts what browsers and curl
// accept. Where another recipient may find another end of the body, the connection closes after the
// response. Where the end is uncertain, the head is malformed. The parser replaces that of Beast,
// which looks up every field name and keeps 4 KiB on the stack. Beast needed 2,700 of the 6,300
// instructions per request, and a page per user.
ResponseHead parse_response_head(std::string_view head);

// Caches the most recent heads. A target under load often sends identical heads, which need not be
// parsed again. Not thread-safe.
class RecentHeads {
 public:
  struct Entry {
    std::string text;
    ResponseHead head;
  };

  // Returns the cached head that is a prefix of `bytes`, or null.
  const Entry* find(std::string_view bytes) const;

  // Caches a well-formed head of at most 1 KiB in place of the oldest one.
  void add(std::string_view text, const ResponseHead& head);

 private:
  std::array<Entry, 4> entries_;
  std::size_t next_ = 0;
};

}  // namespace traffic::detail
