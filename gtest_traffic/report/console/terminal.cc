// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/report/console/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <string_view>

namespace traffic::detail {
namespace {

std::atomic<int> hidden_at{-1};
static_assert(std::atomic<int>::is_always_lock_free);

std::string_view environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string_view() : value;
}

}  // namespace

Terminal inspect_terminal(int descriptor) {
  Terminal terminal;
  const auto type = environment("TERM");
  terminal.in_place = isatty(descriptor) == 1 && !type.empty() && type != "dumb";
  terminal.color = terminal.in_place && environment("NO_COLOR").empty();
  winsize size{};
  if (terminal.in_place && ioctl(descriptor, TIOCGWINSZ, &size) == 0) {
    if (size.ws_col != 0) terminal.columns = size.ws_col;
    if (size.ws_row != 0) terminal.rows = size.ws_row;
  }
  return terminal;
}

void note_hidden_cursor(int descriptor) {
  static const bool registered = std::atexit(restore_cursor) == 0;
  hidden_at.store(registered ? descriptor : -1);
}

void restore_cursor() {
  const int descriptor = hidden_at.exchange(-1);
  if (descriptor < 0) return;
  constexpr std::string_view kShow = "\x1b[?25h";
  // A failure cannot be reported at this point.
  [[maybe_unused]] const auto written = write(descriptor, kShow.data(), kShow.size());
}

}  // namespace traffic::detail
