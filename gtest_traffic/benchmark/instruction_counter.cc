// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/benchmark/instruction_counter.h"

#include <linux/perf_event.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#if __has_include(<valgrind/callgrind.h>)
#include <valgrind/callgrind.h>
#else
#define CALLGRIND_TOGGLE_COLLECT
#endif

namespace traffic::detail {

InstructionCounter::InstructionCounter() {
  perf_event_attr attributes{};
  attributes.size = sizeof(attributes);
  attributes.type = PERF_TYPE_HARDWARE;
  attributes.config = PERF_COUNT_HW_INSTRUCTIONS;
  attributes.disabled = 1;
  attributes.exclude_kernel = 1;
  attributes.exclude_hv = 1;
  descriptor_ = static_cast<int>(
      ::syscall(SYS_perf_event_open, &attributes, 0, -1, -1, PERF_FLAG_FD_CLOEXEC));
}

InstructionCounter::~InstructionCounter() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

// Under `valgrind --tool=callgrind --collect-atstart=no`, callgrind counts the same instructions
// (see ci/instructions).
void InstructionCounter::start() {
  CALLGRIND_TOGGLE_COLLECT;
  if (descriptor_ < 0) return;
  ::ioctl(descriptor_, PERF_EVENT_IOC_RESET, 0);
  ::ioctl(descriptor_, PERF_EVENT_IOC_ENABLE, 0);
}

std::optional<std::uint64_t> InstructionCounter::stop() {
  CALLGRIND_TOGGLE_COLLECT;
  if (descriptor_ < 0) return std::nullopt;
  ::ioctl(descriptor_, PERF_EVENT_IOC_DISABLE, 0);
  std::uint64_t count = 0;
  // Some virtual machines accept the request but count nothing.
  if (::read(descriptor_, &count, sizeof(count)) != sizeof(count) || count == 0)
    return std::nullopt;
  return count;
}

}  // namespace traffic::detail
