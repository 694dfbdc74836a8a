// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "gtest_traffic/net/decompressor.h"

namespace traffic {

// Takes the content codings (RFC 9110 §8.4) off a body as it comes: gzip, deflate and br, alone or
// one upon the other. Holds nothing between responses. Belongs to one thread.
class ContentDecoder {
 public:
  enum class Codings : std::uint8_t { kNone, kKnown, kUnknown };
  enum class Step : std::uint8_t { kMore, kData, kMalformed, kTooLarge };

  ContentDecoder() = default;
  ~ContentDecoder() { end(); }
  ContentDecoder(const ContentDecoder&) = delete;
  ContentDecoder& operator=(const ContentDecoder&) = delete;

  // Reads what a head says of its body. Only kKnown leads to a body to decode, of which no coding
  // may expand beyond `limit` bytes.
  Codings begin(std::string_view head, std::uint64_t limit);

  // Takes bytes from the front. kMore: all are taken. kData: `data` is valid until the next call.
  Step next(std::string_view& bytes, std::string_view& data);

  // Tells whether the body could end here.
  bool complete() const;

  bool active() const { return count_ > 0; }
  void end();

 private:
  static constexpr std::size_t kMostCodings = 4;

  struct Layer {
    Decompressor* decompressor;
    std::string_view input;  // what the layer outside of it gave and this one has not taken
    std::uint64_t expanded;
    Coding coding;
  };

  Codings read(std::string_view value);

  std::array<Layer, kMostCodings> layers_;  // the outermost, which was applied last, first
  std::size_t count_ = 0;
  std::uint64_t limit_ = 0;
};

}  // namespace traffic
