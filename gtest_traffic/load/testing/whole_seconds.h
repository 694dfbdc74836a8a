// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>

#include "gtest_traffic/load/mailbox.h"

namespace traffic::detail {

// A run of whole seconds without pauses, which begins at `kWholeSecondsBegin`.
constexpr Time kWholeSecondsBegin{std::chrono::hours(1)};

class WholeSeconds final : public RunClock {
 public:
  RunSecond second_at(Time time) const override {
    constexpr Duration kSecond = std::chrono::seconds(1);
    const Time begin = kWholeSecondsBegin;
    const auto index = static_cast<std::uint64_t>(std::max(Duration(0), time - begin) / kSecond);
    return {index, begin + index * kSecond, begin + (index + 1) * kSecond};
  }
};

}  // namespace traffic::detail
