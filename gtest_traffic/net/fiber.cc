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
thread_local Fiber* running = nullptr;
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
    arrived_in(fiber);
    try {
      fiber.body_();
    } catch (...) {
      std::terminate();  // bodies handle their own exceptions
    }
    fiber.done_ = true;
#ifdef GTEST_TRAFFIC_ASAN
    __sanitizer_start_switch_fiber(nullptr, fiber.resumer_stack_, fiber.resumer_stack_size_);
#endif
#ifdef GTEST_TRAFFIC_TSAN
    __tsan_switch_to_fiber(fiber.sanitizer_resumer_, 0);
#endif
    context::jump_fcontext(fiber.resumer_, nullptr);
  }

  static void arrived_in([[maybe_unused]] Fiber& fiber) {
#ifdef GTEST_TRAFFIC_ASAN
    __sanitizer_finish_switch_fiber(fiber.fake_stack_, &fiber.resumer_stack_,
                                    &fiber.resumer_stack_size_);
#endif
  }
};

Fiber::Fiber(std::function<void()> body, std::string_view name)
    : body_(std::move(body)), name_(name), stack_(take_stack()) {
  if (!has_stack()) return;
  context_ = context::make_fcontext(stack_.top(), stack_.size, &FiberSwitch::enter);
#ifdef GTEST_TRAFFIC_TSAN
  sanitizer_fiber_ = __tsan_create_fiber(0);
#endif
}

Fiber::~Fiber() {
  if (!has_stack()) return;
  const bool started = resumer_ != nullptr;
  if (started && !done_) return;
#ifdef GTEST_TRAFFIC_TSAN
  __tsan_destroy_fiber(sanitizer_fiber_);
#endif
  give_back(stack_);
}

Fiber* Fiber::current() { return running; }

void Fiber::resume() {
  running = this;
  if (observer_ != nullptr) observer_->switched_in();
  FiberSwitch::swap_exceptions(*this);
#ifdef GTEST_TRAFFIC_ASAN
  void* thread_fake_stack = nullptr;
  __sanitizer_start_switch_fiber(&thread_fake_stack, stack_.low, stack_.size);
#endif
#ifdef GTEST_TRAFFIC_TSAN
  sanitizer_resumer_ = __tsan_get_current_fiber();
  __tsan_switch_to_fiber(sanitizer_fiber_, 0);
#endif
  context_ = context::jump_fcontext(context_, this).fctx;
#ifdef GTEST_TRAFFIC_ASAN
  __sanitizer_finish_switch_fiber(thread_fake_stack, nullptr, nullptr);
#endif
  FiberSwitch::swap_exceptions(*this);
  if (observer_ != nullptr) observer_->switched_out();
  running = nullptr;
}

void Fiber::suspend() {
#ifdef GTEST_TRAFFIC_ASAN
  __sanitizer_start_switch_fiber(&fake_stack_, resumer_stack_, resumer_stack_size_);
#endif
#ifdef GTEST_TRAFFIC_TSAN
  __tsan_switch_to_fiber(sanitizer_resumer_, 0);
#endif
  resumer_ = context::jump_fcontext(resumer_, nullptr).fctx;
  FiberSwitch::arrived_in(*this);
}

}  // namespace traffic
