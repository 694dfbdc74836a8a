// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "gtest_traffic/metrics/live_view.h"

namespace traffic::detail {

enum class Tone : std::uint8_t { kPlain, kStrong, kGood, kBad };

struct BlockLine {
  std::string text;  // printable, no line end
  Tone tone = Tone::kPlain;
};

// The course of a run in its last seconds, oldest first.
struct Trend {
  std::vector<double> rates;      // requests per second
  std::vector<double> latencies;  // p99, milliseconds
};

// Renders a run as the block that the console redraws in place. Lines have at most `columns` cells.
// A screen with more `rows` shows more steps. Pure.
std::vector<BlockLine> live_block(const LiveView& view, std::size_t columns,
                                  const Trend& trend = {}, std::size_t rows = 24);

// Renders a run as one line for logs and pipes, without a line end. Pure.
std::string live_line(const LiveView& view);

// Renders the steps with most requests for logs and pipes: a heading, and one line for each step.
// Empty before the first request. Pure.
std::string live_endpoints(const LiveView& view);

}  // namespace traffic::detail
