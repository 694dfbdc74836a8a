// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace traffic {

// Requests a part of a resource (RFC 9110, section 14.1.2). Positions are in bytes and start at 0.
// One of the two can be missing.
struct ByteRange {
  std::optional<std::uint64_t> first = {};
  std::optional<std::uint64_t> last =
      {};  // included; without `first`: the number of bytes at the end
};

constexpr ByteRange byte_range(std::uint64_t first, std::uint64_t last) { return {first, last}; }
constexpr ByteRange bytes_from(std::uint64_t first) { return {first, {}}; }
constexpr ByteRange last_bytes(std::uint64_t count) { return {{}, count}; }

// Returns the value of a Range field: `bytes=0-499`.
std::string to_string(const ByteRange& range);

// Holds the range of a 206 response, or the size of the resource in a 416 response (RFC 9110,
// section 14.4).
struct ContentRange {
  std::optional<std::uint64_t> first = {};  // missing in a 416
  std::optional<std::uint64_t> last = {};   // included
  std::optional<std::uint64_t> size = {};   // of the whole resource, if known

  bool operator==(const ContentRange&) const = default;
};

namespace detail {

// Parses the value of a Content-Range field. Returns `std::nullopt` if it is malformed or its unit
// is not bytes.
std::optional<ContentRange> parse_content_range(std::string_view value);

}  // namespace detail
}  // namespace traffic
