// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/report/console/terminal.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <optional>
#include <string>

namespace traffic::detail {
namespace {

// Sets an environment variable until the end of the scope.
class Environment {
 public:
  Environment(const char* name, const char* value) : name_(name) {
    if (const char* before = getenv(name); before != nullptr) before_ = before;
    value == nullptr ? unsetenv(name) : setenv(name, value, 1);
  }
  ~Environment() { before_ ? setenv(name_, before_->c_str(), 1) : unsetenv(name_); }
  Environment(const Environment&) = delete;
  Environment& operator=(const Environment&) = delete;

 private:
  const char* name_;
  std::optional<std::string> before_;
};

// Provides a pseudo-terminal of 132 by 43 cells. The test writes to `screen` and reads the output
// from `wire`.
class TerminalTest : public testing::Test {
 protected:
  void SetUp() override {
    wire_ = posix_openpt(O_RDWR | O_NOCTTY);
    if (wire_ < 0 || grantpt(wire_) != 0 || unlockpt(wire_) != 0)
      GTEST_SKIP() << "no pseudo-terminal here";
    screen_ = open(ptsname(wire_), O_RDWR | O_NOCTTY);
    ASSERT_GE(screen_, 0);
    winsize size{};
    size.ws_col = 132;
    size.ws_row = 43;
    ASSERT_EQ(ioctl(screen_, TIOCSWINSZ, &size), 0);
  }
  void TearDown() override {
    close(screen_);
    close(wire_);
  }

  int wire_ = -1;
  int screen_ = -1;
};

TEST_F(TerminalTest, ReportsSizeAndCapabilities) {
  const Environment type("TERM", "xterm-256color");
  const Environment color("NO_COLOR", nullptr);
  const auto terminal = inspect_terminal(screen_);
  EXPECT_TRUE(terminal.in_place);
  EXPECT_TRUE(terminal.color);
  EXPECT_EQ(terminal.columns, 132U);
  EXPECT_EQ(terminal.rows, 43U);
}

TEST_F(TerminalTest, RespectsNoColor) {
  const Environment type("TERM", "xterm");
  const Environment color("NO_COLOR", "1");
  EXPECT_TRUE(inspect_terminal(screen_).in_place);
  EXPECT_FALSE(inspect_terminal(screen_).color);
}

TEST_F(TerminalTest, DumbTerminalGetsPlainLines) {
  const Environment type("TERM", "dumb");
  EXPECT_FALSE(inspect_terminal(screen_).in_place);
  EXPECT_FALSE(inspect_terminal(screen_).color);
}

TEST_F(TerminalTest, RestoresHiddenCursorOnce) {
  note_hidden_cursor(screen_);
  restore_cursor();
  restore_cursor();
  ASSERT_EQ(write(screen_, "|", 1), 1);
  std::string text;
  for (char c = 0; c != '|' && read(wire_, &c, 1) == 1;) text += c;
  EXPECT_EQ(text, "\x1b[?25h|");
}

TEST(InspectTerminalTest, PipeIsNotTerminal) {
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  EXPECT_FALSE(inspect_terminal(ends[1]).in_place);
  close(ends[0]);
  close(ends[1]);
}

}  // namespace
}  // namespace traffic::detail
