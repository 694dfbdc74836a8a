// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace traffic {

// Tells what an output can show.
struct Terminal {
  bool in_place = false;  // the cursor can be moved: a terminal, and TERM is not `dumb`
  bool colour = false;    // in_place, and NO_COLOR is not set (no-color.org)
  std::size_t columns = 100;
  std::size_t rows = 24;
};

// Asks the system and the environment about a file descriptor.
Terminal inspect_terminal(int descriptor);

// Notes that the cursor of a terminal is hidden, so that it is shown again when the process exits;
// -1 notes that it is shown.
void note_hidden_cursor(int descriptor);

// Shows a hidden cursor again; async-signal-safe, for handlers that are about to end the process.
void restore_cursor();

}  // namespace traffic
