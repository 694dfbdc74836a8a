// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/json/memory_resource.hpp>
#include <cstddef>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>

namespace traffic::detail {

// Holds the data of one journey iteration. Allocating moves a pointer; all memory is freed at once.
// Blocks come from a pool of the thread, so that a steady load allocates nothing from the heap. Not
// thread-safe.
class Arena final : public boost::json::memory_resource {
 public:
  Arena() = default;
  ~Arena();
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;

  void* take(std::size_t size, std::size_t alignment = alignof(std::max_align_t)) {
    const auto misaligned = reinterpret_cast<std::size_t>(next_) & (alignment - 1);
    char* const begin = next_ + (misaligned == 0 ? 0 : alignment - misaligned);
    if (next_ == nullptr || size > static_cast<std::size_t>(end_ - next_) || begin + size > end_) {
      return take_from_new_block(size, alignment);
    }
    next_ = begin + size;
    return begin;
  }

  char* take_bytes(std::size_t size) { return static_cast<char*>(take(size, 1)); }
  std::string_view copy(std::string_view text);

  // Creates a value that is never destroyed.
  template <class T, class... Args>
  T* make(Args&&... args) {
    static_assert(std::is_trivially_destructible_v<T>);
    return new (take(sizeof(T), alignof(T))) T{std::forward<Args>(args)...};
  }

  // Frees an allocation that is larger than a usual block. Has no effect on other allocations.
  void give_back(const void* taken);

  // Frees all allocations. All blocks except the first return to the pool.
  void release();

  std::size_t used() const { return used_ + static_cast<std::size_t>(next_ - begin_); }

 private:
  struct Block {
    Block* next;
    std::size_t size;
  };
  void* take_from_new_block(std::size_t size, std::size_t alignment);
  static void free_block(Block* block);

  void* do_allocate(std::size_t size, std::size_t alignment) override {
    return take(size, alignment);
  }
  void do_deallocate(void*, std::size_t, std::size_t) override {}
  bool do_is_equal(const boost::container::pmr::memory_resource& other) const noexcept override {
    return this == &other;
  }

  char* begin_ = nullptr;
  char* next_ = nullptr;
  char* end_ = nullptr;
  Block* blocks_ = nullptr;
  std::size_t used_ = 0;
};

}  // namespace traffic::detail

template <>
struct boost::json::is_deallocate_trivial<traffic::detail::Arena> {
  static constexpr bool value = true;
};
