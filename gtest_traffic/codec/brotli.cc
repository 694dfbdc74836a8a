// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/codec/brotli.h"

#include <cstdlib>
#include <new>
#include <utility>

namespace traffic::detail {
namespace {

// Larger windows, up to 16 MiB, are returned to the system.
constexpr std::size_t kMostKept = 512 * 1024;

constexpr std::size_t kBlockHead = 2 * alignof(std::max_align_t);

}  // namespace

Brotli::~Brotli() {
  if (state_ != nullptr) BrotliDecoderDestroyInstance(state_);
  while (kept_ != nullptr) std::free(std::exchange(kept_, kept_->next));
}

void* Brotli::allocate(void* self, std::size_t size) {
  auto& brotli = *static_cast<Brotli*>(self);
  for (Block** at = &brotli.kept_; *at != nullptr; at = &(*at)->next) {
    Block* const block = *at;
    if (block->size != size) continue;
    *at = block->next;
    brotli.kept_size_ -= size;
    return reinterpret_cast<char*>(block) + kBlockHead;
  }
  void* const memory = std::malloc(kBlockHead + size);
  if (memory == nullptr) return nullptr;
  new (memory) Block{nullptr, size};
  return static_cast<char*>(memory) + kBlockHead;
}

void Brotli::release(void* self, void* memory) {
  if (memory == nullptr) return;
  auto& brotli = *static_cast<Brotli*>(self);
  auto* const block = reinterpret_cast<Block*>(static_cast<char*>(memory) - kBlockHead);
  if (brotli.kept_size_ + block->size > kMostKept) return std::free(block);
  block->next = std::exchange(brotli.kept_, block);
  brotli.kept_size_ += block->size;
}

void Brotli::begin(Coding) {
  if (state_ != nullptr) BrotliDecoderDestroyInstance(state_);
  state_ = BrotliDecoderCreateInstance(allocate, release, this);
  if (state_ == nullptr) throw std::bad_alloc();
  started_ = ended_ = false;
}

Decompressor::Step Brotli::next(std::string_view& bytes, std::string_view& data) {
  if (!bytes.empty()) started_ = true;
  if (ended_) return bytes.empty() ? Step::kMore : Step::kMalformed;
  std::size_t in_left = bytes.size();
  auto* in = reinterpret_cast<const std::uint8_t*>(bytes.data());
  std::size_t out_left = buffer_.size();
  auto* out = reinterpret_cast<std::uint8_t*>(buffer_.data());
  const auto result =
      BrotliDecoderDecompressStream(state_, &in_left, &in, &out_left, &out, nullptr);
  bytes.remove_prefix(bytes.size() - in_left);
  data = {buffer_.data(), buffer_.size() - out_left};
  if (result == BROTLI_DECODER_RESULT_ERROR) return Step::kMalformed;
  ended_ = result == BROTLI_DECODER_RESULT_SUCCESS;
  if (!data.empty()) return Step::kData;
  return ended_ && !bytes.empty() ? Step::kMalformed : Step::kMore;
}

}  // namespace traffic::detail
