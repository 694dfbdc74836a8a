// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/journey/whereabouts.h"

#include <fmt/format.h>

#include <deque>
#include <mutex>
#include <vector>

#include "gtest_traffic/journey/registry.h"

namespace traffic::detail {
namespace {

struct WhereaboutsPool {
  std::mutex mutex;
  std::deque<Whereabouts> all;
  std::vector<Whereabouts*> idle;
};

WhereaboutsPool& whereabouts_pool() {
  static auto* const pool = new WhereaboutsPool;
  return *pool;
}

}  // namespace

std::string text_of(const Sight& sight) {
  if (sight.journey == nullptr) return "a virtual user before its first journey";
  std::string text = sight.journey->full_name;
  if (sight.step != nullptr && !sight.step->empty())
    text += fmt::format(", step '{}'", *sight.step);
  const Location begin = sight.journey->location;
  const bool called = sight.at.line != begin.line || sight.at.file != begin.file;
  return fmt::format("{}, {} at {}:{}", text, called ? "after the call" : "which begins",
                     sight.at.file, sight.at.line);
}

Whereabouts& Whereabouts::take() {
  WhereaboutsPool& pool = whereabouts_pool();
  const std::lock_guard lock(pool.mutex);
  if (pool.idle.empty()) return pool.all.emplace_back();
  Whereabouts& taken = *pool.idle.back();
  pool.idle.pop_back();
  return taken;
}

void Whereabouts::give_back(Whereabouts& whereabouts) {
  whereabouts.journey_.store(nullptr, std::memory_order_relaxed);
  whereabouts.step_.store(nullptr, std::memory_order_relaxed);
  whereabouts.file_.store(nullptr, std::memory_order_relaxed);
  whereabouts.in_library_.store(true, std::memory_order_relaxed);
  WhereaboutsPool& pool = whereabouts_pool();
  const std::lock_guard lock(pool.mutex);
  pool.idle.push_back(&whereabouts);
}

Sight Whereabouts::sight() const {
  Sight sight{journey_.load(std::memory_order_acquire),
              step_.load(std::memory_order_acquire),
              {file_.load(std::memory_order_acquire), line_.load(std::memory_order_relaxed)}};
  if (sight.at.file != nullptr) return sight;
  sight.at = sight.journey == nullptr ? Location() : sight.journey->location;
  return sight;
}

}  // namespace traffic::detail
