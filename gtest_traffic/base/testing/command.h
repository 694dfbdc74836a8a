// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <string>
#include <vector>

namespace traffic::detail {

// The result of a command.
struct Outcome {
  int exit_code = -1;
  std::string text;  // of both streams
};

// Runs a program with these arguments and only these variables. Sends an interrupt when each of
// these texts appears in its output, one after the other.
inline Outcome run_command(std::vector<std::string> arguments,
                           std::vector<std::string> variables = {},
                           const std::vector<std::string>& interrupt_at = {}) {
  std::vector<char*> argv, environment;
  for (std::string& argument : arguments) argv.push_back(argument.data());
  argv.push_back(nullptr);
  for (std::string& variable : variables) environment.push_back(variable.data());
  environment.push_back(nullptr);

  std::array<int, 2> ends{};
  if (pipe(ends.data()) != 0) return {};
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDERR_FILENO);
  posix_spawn_file_actions_addclose(&actions, ends[0]);
  pid_t child = -1;
  const int error =
      posix_spawn(&child, argv[0], &actions, nullptr, argv.data(), environment.data());
  posix_spawn_file_actions_destroy(&actions);
  close(ends[1]);
  Outcome outcome;
  if (error != 0) return outcome;
  std::array<char, 4096> buffer{};
  std::size_t from = 0;  // start of the output after the last interrupt
  auto next = interrupt_at.begin();
  for (ssize_t count = 0; (count = read(ends[0], buffer.data(), buffer.size())) > 0;) {
    outcome.text.append(buffer.data(), static_cast<std::size_t>(count));
    if (next == interrupt_at.end() || outcome.text.find(*next, from) == std::string::npos) continue;
    kill(child, SIGINT);
    from = outcome.text.size();
    ++next;
  }
  close(ends[0]);
  int status = 0;
  waitpid(child, &status, 0);
  outcome.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return outcome;
}

}  // namespace traffic::detail
