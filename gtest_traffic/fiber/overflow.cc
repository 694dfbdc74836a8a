// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/fiber/overflow.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <csignal>
#include <cstring>
#include <string_view>

#include "gtest_traffic/fiber/fiber.h"

namespace traffic::detail {
namespace {

constexpr std::size_t kHandlerStack = 64 * 1024;

struct sigaction before;  // previous handler of the signal

// Builds a message only with functions that a signal handler may call (signal-safety(7)).
class Message {
 public:
  Message& operator<<(std::string_view text) {
    const std::size_t size = std::min(text.size(), text_.size() - size_);
    std::memcpy(text_.data() + size_, text.data(), size);
    size_ += size;
    return *this;
  }
  Message& operator<<(std::size_t number) {
    std::array<char, 20> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    return *this << std::string_view(digits.data(), static_cast<std::size_t>(end - digits.data()));
  }
  void write_to_stderr() const {
    [[maybe_unused]] const auto written = ::write(STDERR_FILENO, text_.data(), size_);
  }

 private:
  std::array<char, 512> text_;
  std::size_t size_ = 0;
};

void on_fault(int signal, siginfo_t* info, void*) {
  const Fiber* const fiber = Fiber::current();
  if (fiber != nullptr && fiber->stack().guards(info->si_addr)) {
    Message message;
    message << "stack overflow in " << (fiber->name().empty() ? "a fiber" : fiber->name())
            << ", which has a stack of " << fiber->stack().size / 1024
            << " KiB; does it recurse, or use large local arrays or std::regex?\n";
    message.write_to_stderr();
  }
  // Restore the previous handler. A fault occurs again as soon as this handler returns.
  sigaction(signal, &before, nullptr);
  if (info->si_code <= 0) raise(signal);  // sent by a process: does not occur again
}

void install_once() {
  [[maybe_unused]] static const bool installed = [] {
    struct sigaction ours {};
    ours.sa_sigaction = on_fault;
    ours.sa_flags = SA_SIGINFO | SA_ONSTACK;
    sigemptyset(&ours.sa_mask);
    return sigaction(SIGSEGV, &ours, &before) == 0;
  }();
}

}  // namespace

OverflowWatch::OverflowWatch() {
  install_once();
  // A thread that already has a signal stack, from an outer watch or a sanitizer, keeps it.
  stack_t present{};
  if (sigaltstack(nullptr, &present) != 0 || (present.ss_flags & SS_DISABLE) == 0) return;
  stack_ = std::make_unique_for_overwrite<std::byte[]>(kHandlerStack);
  stack_t ours{};
  ours.ss_sp = stack_.get();
  ours.ss_size = kHandlerStack;
  sigaltstack(&ours, nullptr);
}

OverflowWatch::~OverflowWatch() {
  if (stack_ == nullptr) return;
  stack_t none{};
  none.ss_flags = SS_DISABLE;
  sigaltstack(&none, nullptr);
}

}  // namespace traffic::detail
