// SPDX-License-Identifier: Apache-2.0
// Gates as a flag or a profile holds them: what is taken is printed so that it is read back as it
// was.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "gtest_traffic/metrics/gate.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace traffic;
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
    // A share may lose its last digit on the way to text and back, once.
    if (twin.metric() != gate.metric() || twin.comparison() != gate.comparison() ||
        twin.text() != gate.text()) {
      std::abort();
    }
    if (gate.judge(nothing).detail.empty()) std::abort();
  }
  return 0;
}
