// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/report/files/keys.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

namespace traffic::detail {
namespace {

TEST(KeysTest, AreUnavailableWithoutTerminal) {
  const int nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);
  const Keys keys(nothing);
  EXPECT_FALSE(keys.active());
  EXPECT_EQ(keys.next(), 0);
  close(nothing);
}

// Runs in a session of its own with a new terminal. Returns 0, or the number of the failed step.
int use_keys() {
  const int master = posix_openpt(O_RDWR | O_NOCTTY);
  if (setsid() < 0 || grantpt(master) != 0 || unlockpt(master) != 0) return 1;
  const int terminal = open(ptsname(master), O_RDWR);
  if (terminal < 0 || ioctl(terminal, TIOCSCTTY, 0) != 0) return 2;
  termios mode{};
  {
    const Keys keys(terminal);
    tcgetattr(terminal, &mode);
    if (!keys.active() || (mode.c_lflag & (ICANON | ECHO)) != 0) return 3;
    if (keys.next() != 0) return 4;
    if (write(master, "q", 1) != 1) return 5;
    char key = 0;
    for (int i = 0; i < 1000 && key == 0; ++i, usleep(1000)) key = keys.next();
    if (key != 'q') return 6;
  }
  tcgetattr(terminal, &mode);
  return (mode.c_lflag & (ICANON | ECHO)) == (ICANON | ECHO) ? 0 : 7;
}

TEST(KeysTest, ReadsKeysAndRestoresTerminal) {
  const pid_t child = fork();
  if (child == 0) _exit(use_keys());
  int status = 0;
  waitpid(child, &status, 0);
  EXPECT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 0);
}

}  // namespace
}  // namespace traffic::detail
