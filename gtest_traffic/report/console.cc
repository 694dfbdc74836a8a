// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/report/console.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <utility>

#include "gtest_traffic/report/cells.h"
#include "gtest_traffic/report/live_block.h"

namespace traffic {
namespace {

using std::chrono::seconds;

constexpr std::size_t kTrend = 60;  // seconds

std::string_view colour_code(Tone tone) {
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

// Returns which of the run's periods a view falls into; half a second of jitter never skips or
// repeats one.
std::int64_t period_of(const LiveView& view) {
  const bool is_short = view.duration > Duration{0} && view.duration <= seconds(60);
  return std::chrono::round<seconds>(view.elapsed).count() / (is_short ? 1 : 5);
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
  const auto period = period_of(view);
  if (period <= last_line_) return;
  last_line_ = period;
  sink_(live_line(view) + "\n");
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
    sink_(live_line(view) + "\n");
  }
  drawn_.clear();
  show_cursor();
}

void Console::draw(const LiveView& view, const Terminal& terminal) {
  // The last column stays empty: a terminal that waits there to wrap would erase it with the rest
  // of the line.
  auto lines = live_block(view, std::max<std::size_t>(terminal.columns, 2) - 1, trend_);
  // A block taller than the screen would scroll, and moving up could not reach its first line.
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
    const auto colour = terminal.colour ? colour_code(line.tone) : std::string_view();
    out += colour;
    out += line.text;
    if (!colour.empty()) out += "\x1b[0m";
    out += "\x1b[K\n";
    drawn_.push_back(cells(line.text));
  }
  out += "\x1b[J";
  sink_(out);
}

// A terminal that has become narrower has wrapped the lines that were drawn.
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

}  // namespace traffic
