// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/fiber/fiber.h"

#include <cxxabi.h>

// Debian packages only the fcontext back end. Direct use of it, without boost::context::fiber, lets
// us pool the stack of a finished fiber and never unwinds a suspended fiber.
#include <boost/context/detail/fcontext.hpp>
#include <exception>
#include <utility>

#include "gtest_traffic/fiber/sanitizer.h"

namespace traffic::detail {
namespace context = boost::context::detail;

namespace {
constinit thread_local Fiber* running = nullptr;

// States whether a sanitizer needs stack switches; each switch reads it.
const bool kSanitized = has_asan() || has_tsan();
}  // namespace

class FiberSwitch {
 public:
  // Never inlined: each side of the switch must look up the exception globals of the thread again.
  [[gnu::noinline]] static void swap_exceptions(Fiber& fiber) {
    auto& thread = *reinterpret_cast<Fiber::ExceptionState*>(abi::__cxa_get_globals());
    std::swap(thread, fiber.exceptions_);
  }

  static void enter(context::transfer_t transfer) {
    auto& fiber = *static_cast<Fiber*>(transfer.data);
    fiber.resumer_ = transfer.fctx;
    if (kSanitized) after_enter(fiber);
    try {
      fiber.body_();
    } catch (...) {
      std::terminate();  // bodies handle their own exceptions
    }
    fiber.done_ = true;
    if (kSanitized) before_leave(fiber, nullptr);
    context::jump_fcontext(fiber.resumer_, nullptr);
  }

  // These functions tell the sanitizers that the thread enters a fiber, has entered it, leaves it,
  // and has returned. If a fiber passes no storage for its fake stack, the fiber has ended. The
  // functions that switch are inlined, because ThreadSanitizer would otherwise record their entry
  // on one stack and their exit on the other.
  [[gnu::always_inline]] static void before_enter(Fiber& fiber, void** fake_stack_of_thread) {
    if (has_asan()) {
      __sanitizer_start_switch_fiber(fake_stack_of_thread, fiber.stack_.low, fiber.stack_.size);
    }
    if (has_tsan()) {
      fiber.sanitizer_resumer_ = __tsan_get_current_fiber();
      __tsan_switch_to_fiber(fiber.sanitizer_fiber_, 0);
    }
  }
  [[gnu::cold]] static void after_enter(Fiber& fiber) {
    if (!has_asan()) return;
    __sanitizer_finish_switch_fiber(fiber.fake_stack_, &fiber.resumer_stack_,
                                    &fiber.resumer_stack_size_);
  }
  // Makes LeakSanitizer also search the fake stack of a suspended fiber. ASan uses the fake stack
  // to detect use after return. It holds eleven sizes of frames, and the region of each size is as
  // large as the stack. If the registered region is too large, the process's memory maps limit the
  // search.
  static void register_fake_stack(Fiber& fiber, void* fake_stack) {
    if (fiber.searched_fake_stack_ == fake_stack) return;
    const std::size_t size = 12 * fiber.stack_.size;
    void*& searched = fiber.searched_fake_stack_;
    if (searched != nullptr) __lsan_unregister_root_region(searched, size);
    if (fake_stack != nullptr) __lsan_register_root_region(fake_stack, size);
    searched = fake_stack;
  }
  [[gnu::always_inline]] static void before_leave(Fiber& fiber, void** fake_stack) {
    if (has_asan()) {
      __sanitizer_start_switch_fiber(fake_stack, fiber.resumer_stack_, fiber.resumer_stack_size_);
      if (has_lsan()) register_fake_stack(fiber, fake_stack == nullptr ? nullptr : *fake_stack);
    }
    if (has_tsan()) __tsan_switch_to_fiber(fiber.sanitizer_resumer_, 0);
  }
  [[gnu::cold]] static void after_leave(void* fake_stack_of_thread) {
    if (has_asan()) __sanitizer_finish_switch_fiber(fake_stack_of_thread, nullptr, nullptr);
  }
};

Fiber::Fiber(std::function<void()> body, std::string_view name)
    : body_(std::move(body)), name_(name), stack_(take_stack()) {
  if (!has_stack()) return;
  context_ = context::make_fcontext(stack_.top(), stack_.size, &FiberSwitch::enter);
  if (has_tsan()) sanitizer_fiber_ = __tsan_create_fiber(0);
}

Fiber::~Fiber() {
  if (!has_stack()) return;
  const bool started = resumer_ != nullptr;
  if (started && !done_) return;
  if (has_tsan()) __tsan_destroy_fiber(sanitizer_fiber_);
  give_back(stack_);
}

Fiber* Fiber::current() { return running; }

void Fiber::resume() {
  running = this;
  if (observer_ != nullptr) observer_->switched_in();
  FiberSwitch::swap_exceptions(*this);
  void* fake_stack_of_thread = nullptr;
  if (kSanitized) FiberSwitch::before_enter(*this, &fake_stack_of_thread);
  context_ = context::jump_fcontext(context_, this).fctx;
  if (kSanitized) FiberSwitch::after_leave(fake_stack_of_thread);
  FiberSwitch::swap_exceptions(*this);
  if (observer_ != nullptr) observer_->switched_out();
  running = nullptr;
}

void Fiber::suspend() {
  if (kSanitized) FiberSwitch::before_leave(*this, &fake_stack_);
  resumer_ = context::jump_fcontext(resumer_, nullptr).fctx;
  if (kSanitized) FiberSwitch::after_enter(*this);
}

}  // namespace traffic::detail
