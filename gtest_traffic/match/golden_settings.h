// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>

namespace traffic {

// Says where golden files lie and whether they are written; --traffic_update_golden sets it. Write
// before the first test, read from any thread.
struct GoldenSettings {
  enum class Update : std::uint8_t { kNone, kMissing, kAll };
  Update update = Update::kNone;
  std::filesystem::path folder;  // empty: `golden/` beside the test's source
};
GoldenSettings& golden_settings();

}  // namespace traffic
