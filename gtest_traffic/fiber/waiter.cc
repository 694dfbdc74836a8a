// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/fiber/waiter.h"

namespace traffic::detail {

std::shared_ptr<Waiter> Waiter::here() {
  auto waiter = std::make_shared<Waiter>();
  waiter->reactor_ = Reactor::current();
  waiter->fiber_ = Fiber::current();
  return waiter;
}

Wake Waiter::wait(Time deadline) {
  const Wake reason = reactor_->suspend(deadline, Reactor::Precision::kCoarse);
  const std::lock_guard lock(mutex_);
  reactor_ = nullptr;
  return reason;
}

void Waiter::wake(const std::shared_ptr<Waiter>& waiter) {
  const std::lock_guard lock(waiter->mutex_);
  if (waiter->reactor_ == nullptr) return;
  waiter->reactor_->post([waiter] {
    Fiber* fiber = nullptr;
    {
      const std::lock_guard inner(waiter->mutex_);
      if (waiter->reactor_ != nullptr) fiber = waiter->fiber_;
    }
    if (fiber != nullptr) Reactor::current()->wake(*fiber, Wake::kReady);
  });
}

}  // namespace traffic::detail
