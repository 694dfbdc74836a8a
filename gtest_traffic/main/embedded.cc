// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/main/embedded.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstring>
#include <exception>

#include "gtest_traffic/load/descriptor_limit.h"
#include "gtest_traffic/main/suite.h"

extern char** environ;

namespace traffic {
namespace {

// Keeps the child until this process ends; its standard input closing is what ends it, whatever
// happens to us.
struct Child {
  pid_t pid = -1;
  int input = -1;
  ~Child() {
    if (input >= 0) close(input);
    if (pid > 0) waitpid(pid, nullptr, 0);
  }
};

Expected<std::string> start_child() {
  static Child child;
  std::array<int, 2> to_child{}, from_child{};
  if (pipe2(to_child.data(), O_CLOEXEC) != 0 || pipe2(from_child.data(), O_CLOEXEC) != 0) {
    return Error{std::string("cannot start the embedded target: ") + std::strerror(errno)};
  }
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, to_child[0], STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, from_child[1], STDOUT_FILENO);
  // A group of its own: an interrupt from the terminal must not end the target before the journeys
  // that use it.
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
  posix_spawnattr_setpgroup(&attributes, 0);
  std::string name = "/proc/self/exe", argument = kServeArgument;
  std::array<char*, 3> arguments{name.data(), argument.data(), nullptr};
  const int error =
      posix_spawn(&child.pid, name.c_str(), &actions, &attributes, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  close(to_child[0]);
  close(from_child[1]);
  child.input = to_child[1];
  if (error != 0)
    return Error{std::string("cannot start the embedded target: ") + std::strerror(error)};
  std::string url;
  char byte = 0;
  while (read(from_child[0], &byte, 1) == 1 && byte != '\n') url += byte;
  close(from_child[0]);
  if (byte != '\n') return Error{"the embedded target ended before it was ready"};
  return url;
}

}  // namespace

int serve_embedded() {
  if (!declared_suite().start_target) return 2;
  raise_descriptor_limit();  // each user of a load is a connection here too
  try {
    const auto target = declared_suite().start_target();
    std::printf("%s\n", target->url().c_str());
    std::fflush(stdout);
    char byte = 0;
    while (read(STDIN_FILENO, &byte, 1) > 0) {
    }
    return 0;
  } catch (const std::exception& exception) {
    std::fprintf(stderr, "%s\n", exception.what());
    return 2;
  }
}

Expected<std::string> start_embedded(TargetUse use) {
  if (use == TargetUse::kLoad) return start_child();
  static std::unique_ptr<EmbeddedTarget> target;
  try {
    target = declared_suite().start_target();
    return target->url();
  } catch (const std::exception& exception) {
    return Error{exception.what()};
  }
}

}  // namespace traffic
