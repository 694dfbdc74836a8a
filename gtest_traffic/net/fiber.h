// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>

#include "gtest_traffic/net/stack.h"
#include "gtest_traffic/net/timer_wheel.h"

namespace traffic {

// Hears of each switch into and out of a fiber, on the thread's own stack.
class SwitchObserver {
 public:
  virtual void switched_in() = 0;
  virtual void switched_out() = 0;

 protected:
  ~SwitchObserver() = default;
};

// Says why a suspended fiber runs again.
enum class Wake : std::uint8_t { kReady, kTimeout, kCancelled };

// Runs a function on a stack of its own, so that it can wait without holding a thread. Belongs to
// the thread that made it and never moves to another. A switch carries the stack, the sanitizers'
// view of it and the C++ exception state. Destroying a suspended fiber leaks its stack: unwinding
// it by force would be swallowed by `catch (...)` and terminate in destructors.
class Fiber : public TimerNode {
 public:
  explicit Fiber(std::function<void()> body, std::string_view name = {});
  ~Fiber();
  Fiber(const Fiber&) = delete;
  Fiber& operator=(const Fiber&) = delete;

  // Tells whether a stack was to be had; a fiber without one must not be resumed.
  bool has_stack() const { return stack_.low != nullptr; }

  // Returns the fiber that runs on this thread; null on the thread's own stack.
  static Fiber* current();

  // Runs the body until it suspends or ends; from the thread's own stack only.
  void resume();

  // Returns to whoever resumed; from inside the fiber only.
  void suspend();

  bool done() const { return done_; }
  void observe(SwitchObserver* observer) { observer_ = observer; }

  // Names what runs here, for the message of a stack overflow; must outlive its use.
  void set_name(std::string_view name) { name_ = name; }
  std::string_view name() const { return name_; }
  const Stack& stack() const { return stack_; }

 private:
  friend class FiberSwitch;
  friend class Reactor;

  // What `__cxa_get_globals` points to (Itanium C++ ABI, Exception Handling §2.2.2).
  struct ExceptionState {
    void* caught = nullptr;
    unsigned int uncaught = 0;
  };

  std::function<void()> body_;
  std::string_view name_;
  Stack stack_;
  void* context_ = nullptr;  // where the fiber continues
  void* resumer_ = nullptr;  // where the thread continues
  SwitchObserver* observer_ = nullptr;
  ExceptionState exceptions_;
  bool done_ = false;
  bool waits_ = false;  // suspended in a reactor
  Wake wake_reason_ = Wake::kReady;

  // The sanitizers' own state; unused in an ordinary program.
  void* sanitizer_fiber_ = nullptr;
  void* sanitizer_resumer_ = nullptr;
  void* fake_stack_ = nullptr;
  void* searched_fake_stack_ = nullptr;
  const void* resumer_stack_ = nullptr;
  std::size_t resumer_stack_size_ = 0;
};

}  // namespace traffic
