// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/report/console/sparkline.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace traffic::detail {

std::string sparkline(std::span<const double> values, std::size_t width) {
  static constexpr std::array kBars = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
  const auto shown = values.last(std::min(values.size(), width));
  const double top = shown.empty() ? 0 : *std::max_element(shown.begin(), shown.end());
  std::string out;
  for (const double value : shown) {
    const double share = top > 0 ? std::clamp(value / top, 0.0, 1.0) : 0;
    out += kBars[static_cast<std::size_t>(std::lround(share * (kBars.size() - 1)))];
  }
  return out;
}

}  // namespace traffic::detail
