// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/report/files/keys.h"

#include <termios.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>

#include "gtest_traffic/report/console/terminal.h"

namespace traffic::detail {
namespace {

std::atomic<int> changed_at{-1};
termios before{};  // assigned before changed_at

}  // namespace

Keys::Keys(int descriptor) {
  if (isatty(descriptor) != 1 || tcgetpgrp(descriptor) != getpgrp()) return;
  if (tcgetattr(descriptor, &before) != 0) return;
  static const bool registered = std::atexit(restore_terminal) == 0;
  if (!registered) return;
  termios raw = before;
  raw.c_lflag &= ~static_cast<tcflag_t>(ICANON | ECHO);  // ISIG stays set: Ctrl-C sends a signal
  raw.c_cc[VMIN] = 0;
  raw.c_cc[VTIME] = 0;
  changed_at.store(descriptor);
  if (tcsetattr(descriptor, TCSANOW, &raw) == 0) {
    descriptor_ = descriptor;
  } else {
    changed_at.store(-1);
  }
}

Keys::~Keys() {
  if (active()) restore_terminal();
}

char Keys::next() const {
  char key = 0;
  // A read in the background would stop the process.
  if (!active() || tcgetpgrp(descriptor_) != getpgrp()) return 0;
  return read(descriptor_, &key, 1) == 1 ? key : '\0';
}

void restore_terminal() {
  restore_cursor();
  const int descriptor = changed_at.exchange(-1);
  if (descriptor >= 0 && tcgetpgrp(descriptor) == getpgrp()) {
    tcsetattr(descriptor, TCSANOW, &before);
  }
}

}  // namespace traffic::detail
