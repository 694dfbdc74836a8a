// SPDX-License-Identifier: Apache-2.0
// An input is a list of gates, as in a flag or a profile. The text of each accepted gate must parse
// to the same gate.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "gtest_traffic/gate.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace traffic;
  using namespace traffic::detail;
  const auto gates = parse_gates({reinterpret_cast<const char*>(data), size});
  if (!gates) {
    if (gates.error().message.empty()) std::abort();
    return 0;
  }
  const Report nothing;
  for (const Gate& gate : *gates) {
    const auto again = parse_gates(gate.text());
    if (!again || again->size() != 1) std::abort();
    const Gate& twin = again->front();
    // Compare the texts and not the values, because a percentage can lose its last digit when it is
    // first printed.
    if (twin.metric() != gate.metric() || twin.comparison() != gate.comparison() ||
        twin.text() != gate.text()) {
      std::abort();
    }
    if (gate.judge(nothing).detail.empty()) std::abort();
  }
  return 0;
}
