// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstdint>
#include <string>

#include "gtest_traffic/location.h"

namespace traffic::detail {

struct Journey;

// The position of a virtual user at one moment.
struct UserPosition {
  const Journey* journey = nullptr;  // null: no journey has begun
  const std::string* step = nullptr;
  Location at;  // of its latest call into the library, or of the journey
};

// Returns `Shopper.Buys, step 'GET /orders', after the call at shop.cc:42`.
std::string text_of(const UserPosition& position);

// Publishes the position of a virtual user for other threads. Only the thread of the user writes. A
// PublishedPosition and the texts that it points to live until the process ends, so a late reader
// can only read old values. Pointers are stored with release order, which costs nothing more on
// x86.
class PublishedPosition {
 public:
  // `take` gets an instance from a pool; `give_back` returns it to the pool. Thread-safe.
  static PublishedPosition& take();
  static void give_back(PublishedPosition& published);

  // Records that a journey begins; `part` is SetUp or TearDown, or null for the body.
  void begin(const Journey& journey, const std::string* part = nullptr) {
    journey_.store(&journey, std::memory_order_release);
    step_.store(part, std::memory_order_release);
    file_.store(nullptr, std::memory_order_release);
  }

  // Records a call into the library.
  void call(const std::string& step, Location at) {
    step_.store(&step, std::memory_order_release);
    call(at);
  }
  void call(Location at) {
    file_.store(at.file, std::memory_order_release);
    line_.store(at.line, std::memory_order_relaxed);
  }

  UserPosition position() const;

  // Returns whether code of the library runs, and not code of the journey. The measurements are
  // consistent only while this is false.
  bool in_library() const { return in_library_.load(std::memory_order_relaxed); }

 private:
  friend class Running;
  std::atomic<const Journey*> journey_ = nullptr;
  std::atomic<const std::string*> step_ = nullptr;
  std::atomic<const char*> file_ = nullptr;  // null: at the start of the journey
  std::atomic<int> line_ = 0;
  std::atomic<bool> in_library_ = true;
};

// Records for one scope whether the library or the journey runs. The fences prevent the compiler
// from moving code across the ends of the scope. A signal handler of the same thread could observe
// such a move.
class Running {
 public:
  enum class Code : std::uint8_t { kLibrary, kJourney };
  // The end of the scope restores the value before, or `after` if that is given.
  Running(PublishedPosition& published, Code code)
      : Running(published, code, published.in_library() ? Code::kLibrary : Code::kJourney) {}
  Running(PublishedPosition& published, Code code, Code after)
      : position_(&published), after_(after) {
    set(code);
  }
  ~Running() { set(after_); }
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;

 private:
  void set(Code code) {
    std::atomic_signal_fence(std::memory_order_seq_cst);
    position_->in_library_.store(code == Code::kLibrary, std::memory_order_relaxed);
    std::atomic_signal_fence(std::memory_order_seq_cst);
  }
  PublishedPosition* position_;
  Code after_;
};

// Publishes the progress of a thread that runs virtual users. Only that thread writes.
class Progress {
 public:
  void enter(const PublishedPosition& user) {
    turns_.store(turns_.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
    user_.store(&user, std::memory_order_release);
  }
  void leave() { user_.store(nullptr, std::memory_order_release); }

  // Returns the number of times that a user was resumed.
  std::uint64_t turns() const { return turns_.load(std::memory_order_relaxed); }

  // Returns the user that runs now, or null.
  const PublishedPosition* user() const { return user_.load(std::memory_order_acquire); }

 private:
  std::atomic<std::uint64_t> turns_ = 0;
  std::atomic<const PublishedPosition*> user_ = nullptr;
};

}  // namespace traffic::detail
