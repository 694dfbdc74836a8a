// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>

namespace traffic::detail {

// Holds the location of golden files and whether to write them (--traffic_golden_dir and
// --traffic_update_golden). Write it only before the first test; any thread may read it.
struct GoldenSettings {
  enum class Update : std::uint8_t { kNone, kMissing, kAll };
  Update update = Update::kNone;
  std::filesystem::path folder;  // empty: `golden/` beside the test's source
};
GoldenSettings& golden_settings();

}  // namespace traffic::detail
