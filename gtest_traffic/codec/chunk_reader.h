// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace traffic::detail {

// Decodes the chunked transfer coding (RFC 9112 §7.1) incrementally from pieces of any size, and
// stores none of them. Skips extensions and trailers. Lines may end in LF alone, as browsers and
// curl accept.
class ChunkReader {
 public:
  enum class Step : std::uint8_t { kMore, kData, kDone, kMalformed };

  // Consumes bytes from the front. With kData, `data` views a piece of the body within those bytes,
  // and more may follow.
  Step next(std::string_view& bytes, std::string_view& data);

  // Returns whether a line ended in LF alone. Another recipient may find other chunks.
  bool lenient() const { return lenient_; }

  std::uint64_t left() const { return left_; }        // data left in the current chunk
  std::size_t overhead() const { return overhead_; }  // consecutive bytes that were not data

 private:
  enum class Place : std::uint8_t {
    kSizeStart,
    kSize,
    kExtension,
    kSizeFeed,
    kData,
    kDataReturn,
    kDataFeed,
    kLineStart,
    kTrailer,
    kTrailerFeed,
    kLastFeed
  };

  bool may_return() const;

  // Consumes one byte that is not data; returns false if it is malformed.
  bool step(char byte);

  Place place_ = Place::kSizeStart;
  std::uint64_t left_ = 0;
  std::size_t overhead_ = 0;
  bool done_ = false;
  bool lenient_ = false;
};

}  // namespace traffic::detail
