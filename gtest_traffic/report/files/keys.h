// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace traffic::detail {

// Reads single keys from a terminal without a line end and without echo. Does nothing if the
// descriptor is not a terminal or if another program is in its foreground. The destructor, the end
// of the process and `restore_terminal` restore the terminal. At most one object may exist at a
// time.
class Keys {
 public:
  explicit Keys(int descriptor);
  ~Keys();
  Keys(const Keys&) = delete;
  Keys& operator=(const Keys&) = delete;

  bool active() const { return descriptor_ >= 0; }

  // Returns a pressed key, or 0. Never waits.
  char next() const;

 private:
  int descriptor_ = -1;
};

// Restores the modes and the cursor of the terminal. Async-signal-safe, so that a signal handler
// can call it before it ends the process.
void restore_terminal();

}  // namespace traffic::detail
