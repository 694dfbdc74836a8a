// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/main/embedded.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <exception>
#include <utility>

#include "gtest_traffic/plan/descriptor_limit.h"
#include "gtest_traffic/suite.h"

extern char** environ;

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;

// Time limit for a target to print its address.
constexpr auto kStartTimeout = 30s;

// One end of a pipe.
class End {
 public:
  End() = default;
  ~End() { close(); }
  End(const End&) = delete;
  End& operator=(const End&) = delete;

  int get() const { return descriptor_; }
  void close() {
    if (descriptor_ >= 0) ::close(descriptor_);
    descriptor_ = -1;
  }

  static bool make_pipe(End& read, End& write) {
    std::array<int, 2> ends{};
    if (pipe2(ends.data(), O_CLOEXEC) != 0) return false;
    read.descriptor_ = ends[0];
    write.descriptor_ = ends[1];
    return true;
  }

 private:
  int descriptor_ = -1;
};

// Keeps the child process until this process ends. The child ends when its standard input closes,
// even if this process crashes.
struct Child {
  pid_t pid = -1;
  End input;
  ~Child() {
    input.close();
    if (pid > 0) waitpid(pid, nullptr, 0);
  }
};

// Returns the path of this program. Under valgrind, /proc/self/exe is valgrind, so this prefers the
// path that the link contains. If that file was removed, returns the link, which still works.
std::string own_file() {
  std::array<char, 4096> path{};
  const ssize_t length = readlink("/proc/self/exe", path.data(), path.size() - 1);
  if (length > 0 && access(path.data(), X_OK) == 0) return path.data();
  return "/proc/self/exe";
}

// Runs this program as the target in its own process group. An interrupt from the terminal must not
// end the target before the journeys that use it. Returns the system error.
int spawn_target(pid_t& pid, int input, int output) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
  posix_spawnattr_setpgroup(&attributes, 0);
  std::string name = own_file(), argument = kServeArgument;
  std::array<char*, 3> arguments{name.data(), argument.data(), nullptr};
  const int error =
      posix_spawn(&pid, name.c_str(), &actions, &attributes, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  return error;
}

Expected<std::string> read_url(int from) {
  const auto deadline = std::chrono::steady_clock::now() + kStartTimeout;
  std::string url;
  for (;;) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        deadline - std::chrono::steady_clock::now());
    pollfd readable{from, POLLIN, 0};
    const int ready = poll(&readable, 1, static_cast<int>(std::max(left, 0ms).count()));
    if (ready < 0 && errno == EINTR) continue;
    if (ready == 0) {
      return Error{fmt::format("the embedded target did not print its address within {} s",
                               kStartTimeout.count())};
    }
    char byte = 0;
    if (read(from, &byte, 1) != 1) return Error{"the embedded target exited before it was ready"};
    if (byte == '\n') return url;
    url += byte;
  }
}

Expected<std::string> start_child() {
  static Child child;
  const auto failed = [](int error) {
    return Error{std::string("cannot start the embedded target: ") + std::strerror(error)};
  };
  End child_input, output, child_output;
  if (!End::make_pipe(child_input, child.input) || !End::make_pipe(output, child_output)) {
    return failed(errno);
  }
  if (const int error = spawn_target(child.pid, child_input.get(), child_output.get())) {
    return failed(error);
  }
  child_input.close();
  child_output.close();
  Expected<std::string> url = read_url(output.get());
  if (!url) kill(child.pid, SIGKILL);  // it may hang, and the destructor waits for it
  return url;
}

}  // namespace

int serve_embedded() {
  if (!declared_suite().start_target) return 2;
  raise_descriptor_limit();  // each user of a load needs a connection here too
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
  try {
    auto started = declared_suite().start_target();
    // Created after the static objects of the target, and therefore destroyed before them.
    static std::unique_ptr<EmbeddedTarget> target;
    target = std::move(started);
    return target->url();
  } catch (const std::exception& exception) {
    return Error{exception.what()};
  }
}

}  // namespace traffic::detail
