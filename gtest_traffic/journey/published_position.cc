// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/journey/published_position.h"

#include <fmt/format.h>

#include <deque>
#include <mutex>
#include <vector>

#include "gtest_traffic/journey/registry.h"

namespace traffic::detail {
namespace {

struct PositionPool {
  std::mutex mutex;
  std::deque<PublishedPosition> all;
  std::vector<PublishedPosition*> idle;
};

PositionPool& position_pool() {
  static auto* const pool = new PositionPool;
  return *pool;
}

}  // namespace

std::string text_of(const UserPosition& position) {
  if (position.journey == nullptr) return "a virtual user before its first journey";
  std::string text = position.journey->full_name;
  if (position.step != nullptr && !position.step->empty())
    text += fmt::format(", step '{}'", *position.step);
  const Location begin = position.journey->location;
  const bool called = position.at.line != begin.line || position.at.file != begin.file;
  return fmt::format("{}, {} at {}:{}", text, called ? "after the call" : "which begins",
                     position.at.file, position.at.line);
}

PublishedPosition& PublishedPosition::take() {
  PositionPool& pool = position_pool();
  const std::lock_guard lock(pool.mutex);
  if (pool.idle.empty()) return pool.all.emplace_back();
  PublishedPosition& taken = *pool.idle.back();
  pool.idle.pop_back();
  return taken;
}

void PublishedPosition::give_back(PublishedPosition& published) {
  published.journey_.store(nullptr, std::memory_order_relaxed);
  published.step_.store(nullptr, std::memory_order_relaxed);
  published.file_.store(nullptr, std::memory_order_relaxed);
  published.in_library_.store(true, std::memory_order_relaxed);
  PositionPool& pool = position_pool();
  const std::lock_guard lock(pool.mutex);
  pool.idle.push_back(&published);
}

UserPosition PublishedPosition::position() const {
  UserPosition position{
      journey_.load(std::memory_order_acquire),
      step_.load(std::memory_order_acquire),
      {file_.load(std::memory_order_acquire), line_.load(std::memory_order_relaxed)}};
  if (position.at.file != nullptr) return position;
  position.at = position.journey == nullptr ? Location() : position.journey->location;
  return position;
}

}  // namespace traffic::detail
