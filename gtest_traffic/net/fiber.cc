// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/net/fiber.h"

#include <cxxabi.h>

// The fcontext primitives are the only back end that Debian packages. Using them bare (and not
// boost::context::fiber) keeps a finished fiber's stack ours to pool and never unwinds a suspended
// one.
#include <boost/context/detail/fcontext.hpp>
#include <exception>
#include <utility>

#include "gtest_traffic/net/sanitizer.h"

namespace traffic {
namespace context = boost::context::detail;

namespace {
constinit thread_local Fiber* running = nullptr;

// Whether anybody wants to hear of stack switches: read at each of them.
const bool kSanitized = has_asan() || has_tsan();
}  // namespace

class FiberSwitch {
 public:
  // Never inlined: the thread's exception globals must be looked up anew on each side.
  [[gnu::noinline]] static void swap_exceptions(Fiber& fiber) {
    auto& thread = *reinterpret_cast<Fiber::ExceptionState*>(abi::__cxa_get_globals());
    std::swap(thread, fiber.exceptions_);
  }

  static void enter(context::transfer_t transfer) {
    auto& fiber = *static_cast<Fiber*>(transfer.data);
    fiber.resumer_ = transfer.fctx;
    if (kSanitized) has_come_into(fiber);
    try {
      fiber.body_();
    } catch (...) {
      std::terminate();  // bodies handle their own exceptions
    }
    fiber.done_ = true;
    if (kSanitized) leaves(fiber, nullptr);
    context::jump_fcontext(fiber.resumer_, nullptr);
  }

  // Tell the sanitizers that the thread is about to go into a fiber, has come into it, is about to
  // leave it, and is back. Without a place for its fake stack, a fiber does not come back.
  [[gnu::cold]] static void goes_into(Fiber& fiber, void** fake_stack_of_thread) {
    if (has_asan()) {
      __sanitizer_start_switch_fiber(fake_stack_of_thread, fiber.stack_.low, fiber.stack_.size);
    }
    if (has_tsan()) {
      fiber.sanitizer_resumer_ = __tsan_get_current_fiber();
      __tsan_switch_to_fiber(fiber.sanitizer_fiber_, 0);
    }
  }
  [[gnu::cold]] static void has_come_into(Fiber& fiber) {
    if (!has_asan()) return;
    __sanitizer_finish_switch_fiber(fiber.fake_stack_, &fiber.resumer_stack_,
                                    &fiber.resumer_stack_size_);
  }
  // Has LeakSanitizer look for pointers in the fake stack of a fiber that does not run, too. ASan
  // keeps there what it watches for use after return: eleven sizes of frames, as large as the stack
  // each. Where the region is too large, the maps of the process bound it.
  static void have_searched(Fiber& fiber, void* fake_stack) {
    if (fiber.searched_fake_stack_ == fake_stack) return;
    const std::size_t size = 12 * fiber.stack_.size;
    void*& searched = fiber.searched_fake_stack_;
    if (searched != nullptr) __lsan_unregister_root_region(searched, size);
    if (fake_stack != nullptr) __lsan_register_root_region(fake_stack, size);
    searched = fake_stack;
  }
  [[gnu::cold]] static void leaves(Fiber& fiber, void** fake_stack) {
    if (has_asan()) {
      __sanitizer_start_switch_fiber(fake_stack, fiber.resumer_stack_, fiber.resumer_stack_size_);
      if (has_lsan()) have_searched(fiber, fake_stack == nullptr ? nullptr : *fake_stack);
    }
    if (has_tsan()) __tsan_switch_to_fiber(fiber.sanitizer_resumer_, 0);
  }
  [[gnu::cold]] static void is_back(void* fake_stack_of_thread) {
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
  if (kSanitized) FiberSwitch::goes_into(*this, &fake_stack_of_thread);
  context_ = context::jump_fcontext(context_, this).fctx;
  if (kSanitized) FiberSwitch::is_back(fake_stack_of_thread);
  FiberSwitch::swap_exceptions(*this);
  if (observer_ != nullptr) observer_->switched_out();
  running = nullptr;
}

void Fiber::suspend() {
  if (kSanitized) FiberSwitch::leaves(*this, &fake_stack_);
  resumer_ = context::jump_fcontext(resumer_, nullptr).fctx;
  if (kSanitized) FiberSwitch::has_come_into(*this);
}

}  // namespace traffic
