// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace traffic::detail {

// Describes the capabilities of an output.
struct Terminal {
  bool in_place = false;  // a terminal whose cursor can be moved: TERM is not `dumb`
  bool color = false;     // in_place, and NO_COLOR is not set (no-color.org)
  std::size_t columns = 100;
  std::size_t rows = 24;
};

// Returns the capabilities of a file descriptor, from the system and the environment.
Terminal inspect_terminal(int descriptor);

// Records that the cursor of a terminal is hidden, so that it is shown again at process exit. -1
// records that it is visible.
void note_hidden_cursor(int descriptor);

// Shows a hidden cursor again. Async-signal-safe, so that a signal handler can call it before it
// ends the process.
void restore_cursor();

}  // namespace traffic::detail
