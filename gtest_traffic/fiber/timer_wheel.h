// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "gtest_traffic/clock.h"

namespace traffic::detail {

// An object with one due time, which links itself into a wheel. The owner must remove it before
// destroying it.
class TimerNode {
 public:
  TimerNode() = default;
  TimerNode(const TimerNode&) = delete;
  TimerNode& operator=(const TimerNode&) = delete;
  bool scheduled() const { return next_ != nullptr; }
  Time due() const { return due_; }

 private:
  friend class TimerWheel;
  TimerNode* next_ = nullptr;
  TimerNode* previous_ = nullptr;
  Time due_;
};

// Holds timers in slots of 2^19 ns (0.52 ms). Adding and removing take a few instructions for any
// number of timers (Varghese & Lauck 1987, scheme 6). Not thread-safe.
class TimerWheel {
 public:
  static constexpr int kTickBits = 19;
  static constexpr Duration kTick{std::int64_t{1} << kTickBits};

  explicit TimerWheel(Time start);

  void add(TimerNode& node, Time due);
  void remove(TimerNode& node);
  bool empty() const { return count_ == 0; }
  std::size_t size() const { return count_; }

  // Removes every node due at or before `now` and calls fire(node). `fire` may add and remove
  // nodes.
  template <class Fire>
  void advance(Time now, Fire&& fire) {
    const std::int64_t until = tick_of(now);
    // After a long sleep of the thread, one round that checks every slot is enough.
    if (until - next_tick_ >= static_cast<std::int64_t>(kSlots)) {
      next_tick_ = until - static_cast<std::int64_t>(kSlots) + 1;
    }
    for (; next_tick_ <= until; ++next_tick_) {
      TimerNode expired;  // fire may change the slot, so due nodes move to a separate list
      expired.next_ = expired.previous_ = &expired;
      TimerNode& slot = slots_[static_cast<std::size_t>(next_tick_) % kSlots];
      for (TimerNode* node = slot.next_; node != &slot;) {
        TimerNode* const after = node->next_;
        if (node->due_ <= now) {
          unlink(*node);
          link(expired, *node);
        }
        node = after;
      }
      // If fire adds a node for a past time, the node goes into a slot that is still to be checked.
      floor_ = next_tick_ == until ? until : next_tick_ + 1;
      while (expired.next_ != &expired) {
        TimerNode& node = *expired.next_;
        remove(node);
        fire(node);
      }
      expired.next_ = expired.previous_ = nullptr;
      floor_ = next_tick_;
      if (next_tick_ == until) return;  // this slot may still hold later nodes of the same tick
    }
  }

 private:
  static constexpr std::size_t kSlots = 4096;

  static std::int64_t tick_of(Time time) { return time.time_since_epoch().count() >> kTickBits; }
  static void link(TimerNode& list, TimerNode& node);
  static void unlink(TimerNode& node);

  std::array<TimerNode, kSlots> slots_;
  std::int64_t next_tick_;
  std::int64_t floor_ = 0;  // the earliest slot that is still to be checked
  std::size_t count_ = 0;
};

}  // namespace traffic::detail
