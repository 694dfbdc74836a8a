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
#include "gtest_traffic/report/console/live_block.h"
#include "gtest_traffic/report/console/terminal.h"

namespace traffic::detail {

// Shows a run while it is in progress. On a terminal, redraws a block in place. Otherwise, writes
// one line per second for runs of up to one minute, and one line per five seconds for all other
// runs. Every ten seconds and at the end, the endpoints with most requests follow.
//
// Reads no clock; all times come from the views. Belongs to one thread. The cursor is visible again
// after the destructor and after the end of the process.
class Console {
 public:
  using Sink = std::function<void(std::string_view)>;

  // Writes to a stream and flushes it after each update. Queries the size of the terminal at each
  // update.
  explicit Console(std::FILE* out);
  Console(Sink sink, std::function<Terminal()> inspect);
  ~Console();
  Console(const Console&) = delete;
  Console& operator=(const Console&) = delete;

  void update(const LiveView& view);

  // Redraws the block for a view between two seconds of the run. Does nothing without a terminal.
  void redraw(const LiveView& view);

  // Removes the block, so that other output can be printed. The next update draws it again below
  // that output.
  void clear();

  // Leaves the block where it is, because something else was written below it.
  void leave() { drawn_.clear(); }

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
  std::vector<std::size_t> drawn_;  // the width of each line of the block on the screen
  bool cursor_hidden_ = false;
  Trend trend_;
  std::int64_t last_line_ = 0;  // the period of the last plain line
  std::int64_t last_endpoints_ = 0;
};

}  // namespace traffic::detail
