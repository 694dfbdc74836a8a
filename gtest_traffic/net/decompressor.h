// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

namespace traffic {

enum class Coding : std::uint8_t { kGzip, kDeflate, kBrotli };

// Takes one content coding off bytes as they come. Belongs to one thread.
class Decompressor {
 public:
  enum class Step : std::uint8_t { kMore, kData, kMalformed };

  virtual ~Decompressor() = default;

  virtual void begin(Coding coding) = 0;

  // Takes bytes from the front. kMore: all are taken and nothing is left to give. kData: `data`,
  // never empty, is valid until the next call.
  virtual Step next(std::string_view& bytes, std::string_view& data) = 0;

  // Tells whether the stream could end here.
  virtual bool complete() const = 0;
};

// Lends a decompressor of this thread. Each is used again and again, as making one allocates.
Decompressor* borrow_decompressor(Coding coding);
void give_back(Decompressor* decompressor, Coding coding);

}  // namespace traffic
