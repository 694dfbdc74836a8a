// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>

namespace traffic::detail {

// Counts the instructions that the calling thread executes in user space, with perf_event. Belongs
// to one thread.
class InstructionCounter {
 public:
  InstructionCounter();
  ~InstructionCounter();
  InstructionCounter(const InstructionCounter&) = delete;
  InstructionCounter& operator=(const InstructionCounter&) = delete;

  void start();                         // starts at zero
  std::optional<std::uint64_t> stop();  // nothing if the kernel or the machine does not count

 private:
  int descriptor_;
};

}  // namespace traffic::detail
