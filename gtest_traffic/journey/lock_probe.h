// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <memory>

namespace traffic::detail {

// Checks whether the locks that reporting needs are free: those of the allocator, the standard
// streams, GoogleTest and this library. A helper thread takes them, so that the caller never
// blocks. Construct it before stopping another thread, because a new thread allocates memory.
// Belongs to one thread.
class LockProbe {
 public:
  LockProbe();
  ~LockProbe() { *state_ = kCanceled; }
  LockProbe(const LockProbe&) = delete;
  LockProbe& operator=(const LockProbe&) = delete;

  // Returns false if the locks are not free within a tenth of a second. Allocates no
  // memory and takes no lock.
  bool finds_them_free();

 private:
  enum : int { kWaits, kGoes, kDone, kCanceled };
  std::shared_ptr<std::atomic<int>> state_ = std::make_shared<std::atomic<int>>(kWaits);
};

}  // namespace traffic::detail
