// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/compare/command.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <optional>

#include "gtest_traffic/base/text.h"
#include "gtest_traffic/base/text_file.h"

namespace traffic::detail::compare {
namespace {

namespace fs = std::filesystem;

volatile sig_atomic_t running_group = 0;

// The command has its own process group, which does not receive an interrupt from the terminal.
extern "C" void end_command(int signal_number) {
  if (running_group > 0) ::kill(-static_cast<pid_t>(running_group), SIGTERM);
  ::signal(signal_number, SIG_DFL);
  ::raise(signal_number);
}

// A temporary folder that is removed with its contents.
class Workplace {
 public:
  Workplace() {
    std::string name = (fs::temp_directory_path() / "traffic_compare.XXXXXX").string();
    if (::mkdtemp(name.data()) != nullptr) path_ = name;
  }
  ~Workplace() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
  }
  Workplace(const Workplace&) = delete;
  Workplace& operator=(const Workplace&) = delete;

  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

std::string content(const fs::path& path) {
  const auto text = read_text_file(path);
  return text ? *text : "";
}

// Returns the last part of the output of a command.
std::string end_of(const fs::path& path) {
  std::string text(trim(content(path)));
  constexpr std::size_t kShown = 800;
  if (text.size() > kShown) text = "…" + text.substr(text.size() - kShown);
  return text.empty() ? "" : "\n" + text;
}

std::string with_out(std::string command, const std::string& out) {
  constexpr std::string_view kMark = "{out}";
  for (auto at = command.find(kMark); at != std::string::npos;
       at = command.find(kMark, at + out.size()))
    command.replace(at, kMark.size(), out);
  return command;
}

[[noreturn]] void become(const std::string& command, const fs::path& folder) {
  ::setpgid(0, 0);
  const auto redirect = [&](const char* name, int descriptor) {
    const int file = ::open((folder / name).c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (file >= 0) ::dup2(file, descriptor);
  };
  redirect("stdout", STDOUT_FILENO);
  redirect("stderr", STDERR_FILENO);
  const int nothing = ::open("/dev/null", O_RDONLY);
  if (nothing >= 0) ::dup2(nothing, STDIN_FILENO);
  ::setenv("BENCHMARK_OUT", (folder / "benchmark.json").c_str(), 1);
  ::setenv("BENCHMARK_OUT_FORMAT", "json", 1);
  ::setenv("TRAFFIC_REPORT_DIR", (folder / "report").c_str(), 1);
  ::execl("/bin/sh", "sh", "-c", command.c_str(), nullptr);
  ::_exit(127);
}

// Waits until the command ends. Returns `std::nullopt` if it was killed after the timeout.
std::optional<int> wait_for(pid_t child, Duration timeout) {
  const Time end = Clock::now() + timeout;
  for (;;) {
    int status = 0;
    const pid_t ended = ::waitpid(child, &status, WNOHANG);
    if (ended == child) return status;
    if (ended < 0 && errno != EINTR) return std::nullopt;
    if (Clock::now() >= end) {
      ::kill(-child, SIGKILL);
      ::waitpid(child, &status, 0);
      return std::nullopt;
    }
    ::usleep(1000);
  }
}

// Returns the result that the command wrote, if any.
std::optional<Expected<std::vector<RunResult>>> find_result(const fs::path& folder) {
  for (const char* const name : {"benchmark.json", "report/report.json", "out", "out_stats.csv"}) {
    std::error_code code;
    if (fs::exists(folder / name, code) && fs::file_size(folder / name, code) > 0)
      return read_results(folder / name);
  }
  const std::string said = content(folder / "stdout");
  const std::string_view start = trim(said);
  if (start.starts_with("{") || start.starts_with("[{") || start.starts_with("Type,Name,"))
    return parse_results(said, "standard output");
  return std::nullopt;
}

}  // namespace

Expected<RunResult> run_command(const std::string& command, Duration timeout) {
  const Workplace workplace;
  const fs::path& folder = workplace.path();
  if (folder.empty()) return Error{"cannot create a folder in the temporary directory"};
  const std::string text = with_out(command, (folder / "out").string());
  for (const int signal_number : {SIGINT, SIGTERM}) ::signal(signal_number, end_command);
  const Time begin = Clock::now();
  const pid_t child = ::fork();
  if (child < 0) return Error{"cannot start a process"};
  if (child == 0) become(text, folder);
  ::setpgid(child, child);  // also called by the child; the order does not matter
  running_group = child;
  const auto status = wait_for(child, timeout);
  running_group = 0;
  const Duration elapsed = Clock::now() - begin;
  if (!status)
    return Error{fmt::format("'{}' did not end in time{}", command, end_of(folder / "stderr"))};
  if (!WIFEXITED(*status) || WEXITSTATUS(*status) != 0) {
    const std::string how = WIFEXITED(*status)
                                ? fmt::format("exited with {}", WEXITSTATUS(*status))
                                : fmt::format("was terminated by signal {}", WTERMSIG(*status));
    return Error{fmt::format("'{}' {}{}", command, how, end_of(folder / "stderr"))};
  }
  auto results = find_result(folder);
  if (!results) {
    RunResult out;
    out.figures[{"command", "wall_time"}] = {seconds_of(elapsed), "s"};
    return out;
  }
  if (!*results) return Error{fmt::format("'{}': {}", command, results->error().message)};
  if ((*results)->size() != 1) {
    return Error{fmt::format("expected one result of '{}', got {}", command, (*results)->size())};
  }
  return std::move((*results)->front());
}

}  // namespace traffic::detail::compare
