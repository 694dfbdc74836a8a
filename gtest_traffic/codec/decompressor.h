// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

namespace traffic::detail {

enum class Coding : std::uint8_t { kGzip, kDeflate, kBrotli };

// Decodes one content coding incrementally. Not thread-safe.
class Decompressor {
 public:
  enum class Step : std::uint8_t { kMore, kData, kMalformed };

  virtual ~Decompressor() = default;

  virtual void begin(Coding coding) = 0;

  // Consumes bytes from the front. With kMore, all bytes are consumed and no output is pending.
  // With kData, `data` is not empty and is valid until the next call.
  virtual Step next(std::string_view& bytes, std::string_view& data) = 0;

  // Returns whether the stream may end here.
  virtual bool complete() const = 0;
};

// Borrows a decompressor of this thread. Decompressors are reused, because constructing one
// allocates.
Decompressor* borrow_decompressor(Coding coding);
void give_back(Decompressor* decompressor, Coding coding);

}  // namespace traffic::detail
