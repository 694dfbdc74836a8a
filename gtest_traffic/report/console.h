// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "gtest_traffic/metrics/live_view.h"
#include "gtest_traffic/report/live_block.h"
#include "gtest_traffic/report/terminal.h"

namespace traffic {

// Shows a run while it goes on: a block redrawn in place on a terminal, else a line per second (a
// line per five when the run is longer than a minute). Reads no clock: time is what the views say.
// Belongs to one thread. Its end, and the end of the process, leave the cursor visible.
class Console {
 public:
  using Sink = std::function<void(std::string_view)>;

  // Writes to a stream, which is flushed each time; its size is asked for anew at each update.
  explicit Console(std::FILE* out);
  Console(Sink sink, std::function<Terminal()> inspect);
  ~Console();
  Console(const Console&) = delete;
  Console& operator=(const Console&) = delete;

  void update(const LiveView& view);

  // Shows a view that is not a new second of the run; on a terminal alone.
  void redraw(const LiveView& view);

  // Removes the block, so that something else can be printed; the next update draws it again below.
  void clear();

  // Shows the last state, which stays, whether or not a line is due.
  void finish(LiveView view);

 private:
  void draw(const LiveView& view, const Terminal& terminal);
  void remember(const LiveView& view);
  std::size_t rows_drawn(const Terminal& terminal) const;
  void show_cursor();

  Sink sink_;
  std::function<Terminal()> inspect_;
  int descriptor_ = -1;
  std::vector<std::size_t> drawn_;  // the widths of the block's lines on the screen
  bool cursor_hidden_ = false;
  Trend trend_;
  std::int64_t last_line_ = 0;  // the period of the last plain line
};

}  // namespace traffic
