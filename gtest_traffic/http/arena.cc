// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/http/arena.h"

#include <algorithm>
#include <cstring>
#include <new>

#include "gtest_traffic/base/per_thread.h"

namespace traffic::detail {
namespace {

// The first block is small, because ten thousand waiting users hold one each.
constexpr std::size_t kFirstBlock = 1024;
constexpr std::size_t kNextBlock = 4 * 1024;
constexpr std::size_t kPooledBlocks = 256;

struct FreeBlock {
  FreeBlock* next;
};

// Idle blocks of the two usual sizes. Larger blocks return to the heap.
struct Pool {
  FreeBlock* idle[2] = {nullptr, nullptr};
  std::size_t count[2] = {0, 0};
  ~Pool() {
    for (FreeBlock* list : idle) {
      while (list != nullptr) ::operator delete(std::exchange(list, list->next));
    }
  }
};
Pool& thread_pool() {
  return per_thread([] { return Pool(); });
}

int pool_of(std::size_t size) { return size == kFirstBlock ? 0 : size == kNextBlock ? 1 : -1; }

void* take_block(std::size_t size) {
  Pool& pool = thread_pool();
  const int which = pool_of(size);
  if (which >= 0 && pool.idle[which] != nullptr) {
    FreeBlock* const block = pool.idle[which];
    pool.idle[which] = block->next;
    --pool.count[which];
    return block;
  }
  return ::operator new(size);
}

void give_back_block(void* block, std::size_t size) {
  Pool& pool = thread_pool();
  const int which = pool_of(size);
  if (which < 0 || pool.count[which] >= kPooledBlocks) {
    ::operator delete(block);
    return;
  }
  pool.idle[which] = new (block) FreeBlock{pool.idle[which]};
  ++pool.count[which];
}

}  // namespace

std::string_view Arena::copy(std::string_view text) {
  if (text.empty()) return {};
  char* const bytes = take_bytes(text.size());
  std::memcpy(bytes, text.data(), text.size());
  return {bytes, text.size()};
}

void* Arena::take_from_new_block(std::size_t size, std::size_t alignment) {
  const std::size_t needed = sizeof(Block) + size + alignment;
  const std::size_t usual = blocks_ == nullptr ? kFirstBlock : kNextBlock;
  const std::size_t block_size = std::max(needed, usual);
  auto* const block = new (take_block(block_size)) Block{blocks_, block_size};
  used_ += static_cast<std::size_t>(next_ - begin_);
  blocks_ = block;
  begin_ = next_ = reinterpret_cast<char*>(block + 1);
  end_ = reinterpret_cast<char*>(block) + block_size;
  void* const taken = take(size, alignment);
  if (block_size > kNextBlock) {
    // A large allocation gets its own block, so that it can be freed alone.
    end_ = next_;
    block->size = static_cast<std::size_t>(end_ - reinterpret_cast<char*>(block));
  }
  return taken;
}

void Arena::release() {
  used_ = 0;
  next_ = begin_;
  if (blocks_ == nullptr || blocks_->next == nullptr) return;
  while (blocks_->next != nullptr) free_block(std::exchange(blocks_, blocks_->next));
  begin_ = next_ = reinterpret_cast<char*>(blocks_ + 1);
  end_ = reinterpret_cast<char*>(blocks_) + blocks_->size;
}

Arena::~Arena() {
  while (blocks_ != nullptr) free_block(std::exchange(blocks_, blocks_->next));
}

void Arena::give_back(const void* taken) {
  if (taken == nullptr) return;
  for (Block** at = &blocks_; *at != nullptr; at = &(*at)->next) {
    Block* const block = *at;
    if (block + 1 != taken) continue;
    const bool only = block == blocks_ && block->next == nullptr;
    if (block->size <= kNextBlock || only) return;
    if (block == blocks_) {
      begin_ = next_ = end_ = nullptr;
    } else {
      used_ -= block->size - sizeof(Block);
    }
    *at = block->next;
    free_block(block);
    return;
  }
}

void Arena::free_block(Block* block) { give_back_block(block, block->size); }

}  // namespace traffic::detail
