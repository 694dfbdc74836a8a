// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/report/console/console.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <utility>

#include "gtest_traffic/report/console/cells.h"
#include "gtest_traffic/report/console/live_block.h"

namespace traffic::detail {
namespace {

using std::chrono::seconds;

constexpr std::size_t kTrend = 60;  // seconds
constexpr std::int64_t kEndpointSeconds = 10;

std::string_view color_code(Tone tone) {
  switch (tone) {
    case Tone::kStrong:
      return "\x1b[1m";
    case Tone::kGood:
      return "\x1b[32m";
    case Tone::kBad:
      return "\x1b[31m";
    case Tone::kPlain:
      break;
  }
  return {};
}

// Returns the number of the period that contains a view. Rounds to the nearest second, so that a
// jitter below half a second neither skips nor repeats a period.
std::int64_t period_of(const LiveView& view, std::int64_t length) {
  return std::chrono::round<seconds>(view.elapsed).count() / length;
}

std::int64_t line_period_of(const LiveView& view) {
  const bool is_short = view.duration > Duration{0} && view.duration <= seconds(60);
  return period_of(view, is_short ? 1 : 5);
}

}  // namespace

Console::Console(std::FILE* out)
    : Console(
          [out](std::string_view bytes) {
            std::fwrite(bytes.data(), 1, bytes.size(), out);
            std::fflush(out);
          },
          [out] { return inspect_terminal(fileno(out)); }) {
  descriptor_ = fileno(out);
}

Console::Console(Sink sink, std::function<Terminal()> inspect)
    : sink_(std::move(sink)), inspect_(std::move(inspect)) {}

Console::~Console() { show_cursor(); }

void Console::remember(const LiveView& view) {
  const auto add = [](std::vector<double>& values, double value) {
    if (values.size() == kTrend) values.erase(values.begin());
    values.push_back(value);
  };
  add(trend_.rates, view.request_rate.per_second());
  add(trend_.latencies, ms_of(view.p99));
}

void Console::update(const LiveView& view) {
  if (!view.paused) remember(view);
  const auto terminal = inspect_();
  if (terminal.in_place) {
    draw(view, terminal);
    return;
  }
  const auto period = line_period_of(view);
  if (period <= last_line_) return;
  last_line_ = period;
  sink_(live_line(view) + "\n");
  const auto endpoints = period_of(view, kEndpointSeconds);
  if (endpoints <= last_endpoints_) return;
  last_endpoints_ = endpoints;
  sink_(live_endpoints(view));
}

void Console::redraw(const LiveView& view) {
  const auto terminal = inspect_();
  if (terminal.in_place) draw(view, terminal);
}

void Console::clear() {
  if (!drawn_.empty()) sink_(fmt::format("\x1b[{}A\r\x1b[J", rows_drawn(inspect_())));
  drawn_.clear();
  show_cursor();
}

void Console::finish(LiveView view) {
  view.ended = true;
  const auto terminal = inspect_();
  if (terminal.in_place) {
    draw(view, terminal);
  } else {
    sink_(live_line(view) + "\n" + live_endpoints(view));
  }
  drawn_.clear();
  show_cursor();
}

void Console::draw(const LiveView& view, const Terminal& terminal) {
  // Leave the last column empty. Some terminals keep the cursor there until they wrap the line, and
  // erasing the rest of the line would then erase the last cell.
  auto lines =
      live_block(view, std::max<std::size_t>(terminal.columns, 2) - 1, trend_, terminal.rows);
  // Limit the block to the height of the screen. A taller block would scroll, and the cursor could
  // not return to its first line.
  if (terminal.rows > 1) lines.resize(std::min(lines.size(), terminal.rows - 1));
  std::string out;
  if (!cursor_hidden_) {
    cursor_hidden_ = true;
    if (descriptor_ >= 0) note_hidden_cursor(descriptor_);
    out += "\x1b[?25l";
  }
  if (!drawn_.empty()) out += fmt::format("\x1b[{}A\r", rows_drawn(terminal));
  drawn_.clear();
  for (const auto& line : lines) {
    const auto color = terminal.color ? color_code(line.tone) : std::string_view();
    out += color;
    out += line.text;
    if (!color.empty()) out += "\x1b[0m";
    out += "\x1b[K\n";
    drawn_.push_back(cells(line.text));
  }
  out += "\x1b[J";
  sink_(out);
}

// Counts the wrapped lines too, because a terminal wraps the drawn lines when it becomes narrower.
std::size_t Console::rows_drawn(const Terminal& terminal) const {
  const std::size_t columns = std::max<std::size_t>(terminal.columns, 1);
  std::size_t rows = 0;
  for (const std::size_t width : drawn_)
    rows += std::max<std::size_t>(1, (width + columns - 1) / columns);
  return rows;
}

void Console::show_cursor() {
  if (!std::exchange(cursor_hidden_, false)) return;
  sink_("\x1b[?25h");
  if (descriptor_ >= 0) note_hidden_cursor(-1);
}

}  // namespace traffic::detail
