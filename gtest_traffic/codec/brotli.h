// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <brotli/decode.h>

#include <array>
#include <cstddef>

#include "gtest_traffic/codec/decompressor.h"

namespace traffic::detail {

// Decodes brotli (RFC 7932). The library creates a new state for each stream; this class reuses the
// memory.
class Brotli final : public Decompressor {
 public:
  Brotli() = default;
  ~Brotli() override;
  Brotli(const Brotli&) = delete;
  Brotli& operator=(const Brotli&) = delete;

  void begin(Coding coding) override;
  Step next(std::string_view& bytes, std::string_view& data) override;
  bool complete() const override { return ended_ || !started_; }

 private:
  struct Block {
    Block* next;
    std::size_t size;
  };
  static void* allocate(void* self, std::size_t size);
  static void release(void* self, void* memory);

  BrotliDecoderState* state_ = nullptr;
  Block* kept_ = nullptr;
  std::size_t kept_size_ = 0;
  bool started_ = false;
  bool ended_ = false;
  std::array<char, 16 * 1024> buffer_;
};

}  // namespace traffic::detail
