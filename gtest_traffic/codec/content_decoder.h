// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "gtest_traffic/codec/decompressor.h"

namespace traffic::detail {

// Decodes the content codings (RFC 9110 §8.4) of a body incrementally: gzip, deflate and br, also
// combined. Holds no decompressors between responses. Not thread-safe.
class ContentDecoder {
 public:
  enum class Codings : std::uint8_t { kNone, kKnown, kUnknown };
  enum class Step : std::uint8_t { kMore, kData, kMalformed, kTooLarge };

  ContentDecoder() = default;
  ~ContentDecoder() { end(); }
  ContentDecoder(const ContentDecoder&) = delete;
  ContentDecoder& operator=(const ContentDecoder&) = delete;

  // Parses the content codings of a head. Only kKnown requires the body to be decoded. No coding
  // may expand the body beyond `limit` bytes.
  Codings begin(std::string_view head, std::uint64_t limit);

  // Consumes bytes from the front. With kMore, all are consumed. With kData, `data` is valid until
  // the next call.
  Step next(std::string_view& bytes, std::string_view& data);

  // Returns whether the body may end here.
  bool complete() const;

  bool active() const { return count_ > 0; }
  void end();

 private:
  static constexpr std::size_t kMostCodings = 4;

  struct Layer {
    Decompressor* decompressor;
    std::string_view input;  // output of the next outer layer that this layer has not consumed
    std::uint64_t expanded;
    Coding coding;
  };

  Codings read(std::string_view value);

  std::array<Layer, kMostCodings> layers_;  // outermost first, which was applied last
  std::size_t count_ = 0;
  std::uint64_t limit_ = 0;
};

}  // namespace traffic::detail
