// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace traffic {

// Takes the chunked transfer coding (RFC 9112 §7.1) off bytes as they come, wherever they are cut;
// holds none of them. Extensions and trailers are skipped.
class ChunkReader {
 public:
  enum class Step : std::uint8_t { kMore, kData, kDone, kMalformed };

  // Takes bytes from the front. kData: `data` views a piece of the body within them, and there may
  // be more.
  Step next(std::string_view& bytes, std::string_view& data);

  std::uint64_t left() const { return left_; }        // of the current chunk's data
  std::size_t overhead() const { return overhead_; }  // bytes that were not data, in a row of such

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

  // Moves on by one byte that is not data; false when it is malformed.
  bool step(char byte);

  Place place_ = Place::kSizeStart;
  std::uint64_t left_ = 0;
  std::size_t overhead_ = 0;
  bool done_ = false;
};

}  // namespace traffic
