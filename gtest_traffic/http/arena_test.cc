// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/http/arena.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

namespace traffic::detail {
namespace {

TEST(ArenaTest, ReturnsDisjointMemory) {
  Arena arena;
  std::vector<std::string_view> copies;
  std::vector<std::string> originals;
  for (std::size_t size : {1U, 10U, 100U, 1000U, 3000U, 17U, 40'000U, 5U, 200'000U, 2U}) {
    originals.emplace_back(size, static_cast<char>('a' + originals.size()));
    copies.push_back(arena.copy(originals.back()));
  }
  for (std::size_t i = 0; i < copies.size(); ++i) EXPECT_TRUE(copies[i] == originals[i]) << i;
}

TEST(ArenaTest, AlignsMemory) {
  Arena arena;
  for (int i = 0; i < 200; ++i) {
    arena.take_bytes(static_cast<std::size_t>(1 + i % 7));
    for (const std::size_t alignment : {1U, 2U, 8U, 16U, 64U}) {
      void* const memory = arena.take(24, alignment);
      std::memset(memory, 0xff, 24);
      EXPECT_EQ(reinterpret_cast<std::uintptr_t>(memory) % alignment, 0U);
    }
  }
}

TEST(ArenaTest, AllocatesNothingForEmptyText) {
  Arena arena;
  EXPECT_TRUE(arena.copy("").empty());
  EXPECT_EQ(arena.used(), 0U);
}

TEST(ArenaTest, ReusesFirstBlockAfterRelease) {
  Arena arena;
  const char* const first = arena.take_bytes(100);
  arena.take_bytes(1'000'000);
  EXPECT_GE(arena.used(), 1'000'100U);
  arena.release();
  EXPECT_EQ(arena.used(), 0U);
  EXPECT_EQ(arena.take_bytes(100), first);  // the first block is kept
  arena.release();
  arena.release();
  EXPECT_EQ(arena.used(), 0U);
}

TEST(ArenaTest, ReturnsLargePiecesEarly) {
  constexpr std::size_t kLarge = 1'000'000;
  Arena arena;
  arena.take_bytes(100);
  const char* const first = arena.take_bytes(kLarge);
  const char* const second = arena.take_bytes(kLarge);
  const std::string_view kept = arena.copy("kept");
  arena.give_back(first);
  EXPECT_EQ(arena.used(), 100 + kLarge + kept.size());
  const std::string_view also_kept = arena.copy("also kept");
  arena.give_back(second);
  EXPECT_EQ(arena.used(), 100 + kept.size() + also_kept.size());
  EXPECT_EQ(kept, "kept");
  EXPECT_EQ(also_kept, "also kept");
  const char* const last = arena.take_bytes(kLarge);
  arena.give_back(last);  // the most recent one
  arena.give_back(nullptr);
  arena.give_back(kept.data());  // too small, has no effect
  EXPECT_EQ(arena.used(), 100 + kept.size() + also_kept.size());
  EXPECT_EQ(arena.copy("more"), "more");
  arena.release();
  EXPECT_EQ(arena.used(), 0U);
}

TEST(ArenaTest, HoldsJsonDocument) {
  Arena arena;
  const boost::json::value value =
      boost::json::parse(R"({"name":"a text longer than any small buffer","items":[1,2,3]})",
                         boost::json::storage_ptr(&arena));
  EXPECT_GT(arena.used(), 0U);
  EXPECT_EQ(value.at("items").as_array().size(), 3U);
}

TEST(ArenaTest, ReusesBlocksOfSameThread) {
  constexpr std::size_t kMuch = 3'000;  // too large for the first block, too small for its own
  const void* block = nullptr;
  {
    Arena arena;
    arena.take_bytes(1);
    block = arena.take_bytes(kMuch);
  }
  Arena other;
  other.take_bytes(1);
  EXPECT_EQ(other.take_bytes(kMuch), block);
}

}  // namespace
}  // namespace traffic::detail
