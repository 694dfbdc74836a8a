// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/journey/parking.h"

#include <execinfo.h>
#include <signal.h>
#include <ucontext.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <deque>
#include <mutex>

#include "gtest_traffic/base/nap.h"
#include "gtest_traffic/base/symbol.h"
#include "gtest_traffic/clock.h"
#include "gtest_traffic/fiber/sanitizer.h"
#include "gtest_traffic/journey/lock_probe.h"

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t kFrames = 64;
constexpr Duration kAnswer = 100ms;
constexpr Duration kToPark =
    250ms;  // about 35 tries; a thread that loops in the library refuses all

// The question that the signal carries to a thread, and its answer. Only one question is open at a
// time.
struct Question {
  enum Kind : int { kNothing, kTrace, kPark };
  enum Answer : int { kNone, kTraced, kParked, kNotNow };
  std::atomic<int> kind{kNothing};
  std::atomic<int> answer{kNone};
  std::atomic<pthread_t> thread{};
  std::atomic<const Progress*> progress{nullptr};
  std::atomic<const std::atomic<bool>*> released{nullptr};
  std::array<void*, kFrames> frames{};
  int count = 0;
  void* interrupted_at = nullptr;
};
constinit Question question;
std::atomic<int> signal_number{0};  // 0: none is free

void* program_counter([[maybe_unused]] const void* context) {
#if defined(__x86_64__)
  return reinterpret_cast<void*>(
      static_cast<const ucontext_t*>(context)->uc_mcontext.gregs[REG_RIP]);
#elif defined(__aarch64__)
  return reinterpret_cast<void*>(static_cast<const ucontext_t*>(context)->uc_mcontext.pc);
#else
  return nullptr;
#endif
}

void wait_for_ever_or_release() {
  const std::atomic<bool>* const released = question.released.load();
  question.answer.store(Question::kParked);
  // After two seconds a release is unlikely, so the loop wakes up only once per second.
  for (long naps = 0; !released->load(); ++naps) nap(naps < 1000 ? 2ms : 1s);
}

// Runs on the thread that receives the signal. Async-signal-safe if backtrace() was called once
// before.
void on_question(int, siginfo_t*, void* context) {
  const int error = errno;
  if (question.thread.load() == pthread_self() && question.answer.load() == Question::kNone) {
    const int kind = question.kind.load();
    if (kind == Question::kTrace) {
      question.interrupted_at = program_counter(context);
      question.count = backtrace(question.frames.data(), kFrames);
      question.answer.store(Question::kTraced);
    } else if (kind == Question::kPark) {
      const PublishedPosition* const user = question.progress.load()->user();
      if (user == nullptr || user->in_library()) {
        question.answer.store(Question::kNotNow);
      } else {
        wait_for_ever_or_release();
      }
    }
  }
  errno = error;
}

// Takes the first real-time signal that nobody handles.
int take_signal() {
  for (int number = SIGRTMIN + 3; number < SIGRTMAX; ++number) {
    struct sigaction before {};
    if (sigaction(number, nullptr, &before) != 0 || before.sa_handler != SIG_DFL) continue;
    struct sigaction action {};
    action.sa_sigaction = on_question;
    // The signal stack, because the stack of the journey may be nearly full.
    action.sa_flags = SA_SIGINFO | SA_RESTART | SA_ONSTACK;
    sigfillset(&action.sa_mask);
    if (sigaction(number, &action, nullptr) == 0) return number;
  }
  return 0;
}

// Sends a question and waits for its answer. Neither allocates nor locks.
int ask(pthread_t thread, Question::Kind kind, const Progress* progress,
        const std::atomic<bool>* released) {
  question.thread = thread;
  question.progress = progress;
  question.released = released;
  question.kind = kind;
  question.answer = Question::kNone;
  const Time end = Clock::now() + kAnswer;
  if (pthread_kill(thread, signal_number) != 0) return Question::kNone;
  while (question.answer == Question::kNone && Clock::now() < end) nap(500us);
  int none = Question::kNone;
  // Later answers are ignored.
  question.answer.compare_exchange_strong(none, Question::kNotNow);
  return none;
}

// Returns whether the rest of the trace is irrelevant, because it only contains callers of the
// journey.
bool ends_a_trace(const std::string& symbol) {
  return symbol.starts_with("traffic::detail::Session::") ||
         symbol.find("traffic::detail::register_script") != std::string::npos ||
         symbol.starts_with("traffic::detail::FiberSwitch::");
}

bool is_plumbing(const std::string& symbol) {
  return symbol.starts_with("std::") || symbol.find("std::__invoke") != std::string::npos;
}

std::mutex& one_question() {
  static std::mutex mutex;
  return mutex;
}

}  // namespace

void allow_parking() {
  if (has_tsan()) return;  // ThreadSanitizer delays signals
  [[maybe_unused]] static const bool ready = [] {
    std::array<void*, 1> frame{};
    backtrace(frame.data(), 1);  // loads libgcc, which a handler must not
    signal_number = take_signal();
    return true;
  }();
  if (signal_number == 0) return;
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, signal_number);
  pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
}

std::string backtrace_of(pthread_t thread) {
  const std::lock_guard lock(one_question());
  if (signal_number == 0) return {};
  if (ask(thread, Question::kTrace, nullptr, nullptr) != Question::kTraced) return {};
  const auto end = question.frames.begin() + question.count;
  // The frames before this one belong to the handler.
  auto frame = std::find(question.frames.begin(), end, question.interrupted_at);
  if (frame == end) frame = question.frames.begin() + std::min(2, question.count);
  std::string text;
  for (bool first = true; frame != end; ++frame, first = false) {
    // A return address may be past the end of the calling function.
    const std::string symbol = symbol_at(static_cast<const char*>(*frame) - (first ? 0 : 1));
    if (ends_a_trace(symbol)) break;
    if (!is_plumbing(symbol)) text += "  in " + symbol + "\n";
  }
  return text;
}

Parking park(pthread_t thread, const Progress& progress) {
  const std::lock_guard lock(one_question());
  if (signal_number == 0) return Parking::kStillRuns;
  const Time end = Clock::now() + kToPark;
  static auto* const releases = new std::deque<std::atomic<bool>>;  // parked threads read it
  for (long tries = 1; Clock::now() < end; ++tries) {
    LockProbe probe;
    std::atomic<bool>& released = releases->emplace_back(false);
    const int answer = ask(thread, Question::kPark, &progress, &released);
    if (answer == Question::kParked && probe.finds_them_free()) return Parking::kParked;
    released = true;
    if (answer == Question::kNone) return Parking::kStillRuns;
    // The thread runs again. If a lock is still held now, it is held for a long time.
    if (answer == Question::kParked && !probe.finds_them_free()) return Parking::kStillRuns;
    nap(1ms + tries * 300us);  // varies, to avoid the rhythm of a loop in the journey
  }
  return Parking::kStillRuns;
}

}  // namespace traffic::detail
