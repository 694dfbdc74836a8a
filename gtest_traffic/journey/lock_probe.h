// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <memory>

namespace traffic {

// Tells whether the locks are free that reports need: the allocator's, the standard streams',
// GoogleTest's and ours. A thread of its own takes them, and waits for them in our stead. Made
// before another thread is stopped, as a new thread takes memory. Belongs to one thread.
class LockProbe {
 public:
  LockProbe();
  ~LockProbe() { go(); }
  LockProbe(const LockProbe&) = delete;
  LockProbe& operator=(const LockProbe&) = delete;

  // Waits a tenth of a second at most for the answer, without memory or locks.
  bool finds_them_free();

 private:
  enum : int { kWaits, kGoes, kDone };
  void go();
  std::shared_ptr<std::atomic<int>> state_ = std::make_shared<std::atomic<int>>(kWaits);
};

}  // namespace traffic
