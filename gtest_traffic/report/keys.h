// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace traffic {

// Lets single keys be read from a terminal while it lives, without a line end and without an echo.
// Does nothing where the descriptor is no terminal, or another program has its foreground. Its end,
// the process's, and `restore_terminal` put the terminal back. One at a time.
class Keys {
 public:
  explicit Keys(int descriptor);
  ~Keys();
  Keys(const Keys&) = delete;
  Keys& operator=(const Keys&) = delete;

  bool active() const { return descriptor_ >= 0; }

  // Returns a key that was pressed, or 0; never waits.
  char next() const;

 private:
  int descriptor_ = -1;
};

// Puts back the modes and the cursor of the terminal; async-signal-safe, for handlers that are
// about to end the process.
void restore_terminal();

}  // namespace traffic
