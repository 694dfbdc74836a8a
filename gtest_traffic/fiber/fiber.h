// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>

#include "gtest_traffic/fiber/stack.h"
#include "gtest_traffic/fiber/timer_wheel.h"

namespace traffic::detail {

// Receives a notification before each switch into a fiber and after each switch out of it. Both
// functions run on the thread's own stack.
class SwitchObserver {
 public:
  virtual void switched_in() = 0;
  virtual void switched_out() = 0;

 protected:
  ~SwitchObserver() = default;
};

// States why a suspended fiber runs again.
enum class Wake : std::uint8_t { kReady, kTimeout, kCanceled };

// Runs a function on a separate stack, so that it can wait without blocking a thread. Belongs to
// the thread that created it and never moves to another. A switch changes the stack, the
// sanitizers' view of it and the C++ exception state. Destroying a suspended fiber leaks its stack.
// Forced unwinding is not safe: `catch (...)` would swallow it, and destructors would terminate.
class Fiber : public TimerNode {
 public:
  explicit Fiber(std::function<void()> body, std::string_view name = {});
  ~Fiber();
  Fiber(const Fiber&) = delete;
  Fiber& operator=(const Fiber&) = delete;

  // Returns whether the fiber has a stack. A fiber without one must not be resumed.
  bool has_stack() const { return stack_.low != nullptr; }

  // Returns the fiber that runs on this thread; null on the thread's own stack.
  static Fiber* current();

  // Runs the body until it suspends or ends. Call it only from the thread's own stack.
  void resume();

  // Returns to the caller of `resume`. Call it only from inside the fiber.
  void suspend();

  bool done() const { return done_; }
  void observe(SwitchObserver* observer) { observer_ = observer; }

  // Sets the name of the current work, for the message of a stack overflow. The text must live
  // until the next `set_name` or the end of the fiber.
  void set_name(std::string_view name) { name_ = name; }
  std::string_view name() const { return name_; }
  const Stack& stack() const { return stack_; }

 private:
  friend class FiberSwitch;
  friend class Reactor;

  // The structure that `__cxa_get_globals` returns (Itanium C++ ABI, Exception Handling §2.2.2).
  struct ExceptionState {
    void* caught = nullptr;
    unsigned int uncaught = 0;
  };

  std::function<void()> body_;
  std::string_view name_;
  Stack stack_;
  void* context_ = nullptr;  // saved context of the fiber
  void* resumer_ = nullptr;  // saved context of the thread
  SwitchObserver* observer_ = nullptr;
  ExceptionState exceptions_;
  bool done_ = false;
  bool waits_ = false;  // suspended in a reactor
  Wake wake_reason_ = Wake::kReady;

  // State of the sanitizers; unused without a sanitizer.
  void* sanitizer_fiber_ = nullptr;
  void* sanitizer_resumer_ = nullptr;
  void* fake_stack_ = nullptr;
  void* searched_fake_stack_ = nullptr;
  const void* resumer_stack_ = nullptr;
  std::size_t resumer_stack_size_ = 0;
};

}  // namespace traffic::detail
