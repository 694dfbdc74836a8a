// SPDX-License-Identifier: Apache-2.0
// Runs openapi_suite from the command line, on files and on a FastAPI application.
#include <arpa/inet.h>
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "suites/run_command.h"

namespace {

using suites::Outcome;
using testing::AllOf;
using testing::ContainsRegex;
using testing::HasSubstr;

Outcome run(std::vector<std::string> arguments, std::vector<std::string> variables = {}) {
  return suites::run(OPENAPI_SUITE, std::move(arguments), std::move(variables));
}

// A folder that is deleted at the end of the scope.
class Folder {
 public:
  Folder()
      : path_(std::filesystem::temp_directory_path() /
              ("openapi_command_" + std::to_string(getpid()))) {
    std::filesystem::create_directories(path_);
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  std::string path(const std::string& name) const { return (path_ / name).string(); }
  std::string write(const std::string& name, const std::string& text) const {
    std::ofstream(path_ / name) << text;
    return path(name);
  }

 private:
  std::filesystem::path path_;
};

// Returns a port that was free a moment ago.
int free_port() {
  const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* const any = reinterpret_cast<sockaddr*>(&address);
  if (::bind(socket, any, size) != 0 || ::getsockname(socket, any, &size) != 0) return 0;
  ::close(socket);
  return ntohs(address.sin_port);
}

// Runs a program until the end of the scope.
class Background {
 public:
  explicit Background(std::vector<std::string> arguments) {
    std::vector<char*> argv;
    for (std::string& argument : arguments) argv.push_back(argument.data());
    argv.push_back(nullptr);
    ::posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    ::posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    if (::posix_spawnp(&child_, argv[0], &actions, nullptr, argv.data(), environ) != 0) child_ = -1;
    ::posix_spawn_file_actions_destroy(&actions);
  }
  ~Background() {
    if (child_ < 0) return;
    ::kill(child_, SIGKILL);
    ::waitpid(child_, nullptr, 0);
  }
  Background(const Background&) = delete;
  Background& operator=(const Background&) = delete;

 private:
  pid_t child_ = -1;
};

TEST(OpenApiCommandTest, ListsTheOperationsOfAFile) {
  const Folder folder;
  const std::string file = folder.write("orders.yaml", "openapi: 3.0.0\npaths: {/a: {get: {}}}\n");
  const Outcome outcome =
      run({"--traffic_discover=yes", "--traffic_report_dir=" + folder.path("out")},
          {"TRAFFIC_OPENAPI=" + file});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.text;
  EXPECT_THAT(outcome.text, HasSubstr("1 operations in 1 applications"));
}

TEST(OpenApiCommandTest, NamesItsCommandsWithoutFlags) {
  const Outcome outcome = run({});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.text;
  EXPECT_THAT(outcome.text, HasSubstr("--traffic_discover=yes"));
}

TEST(OpenApiCommandTest, FindsMountedApplicationsOfFastApi) {
  if (suites::run("/usr/bin/python3", {"-c", "import fastapi, uvicorn"}).exit_code != 0) {
    GTEST_SKIP() << "python3-fastapi or python3-uvicorn is not installed";
  }
  const Folder folder;
  const std::string port = std::to_string(free_port());
  const Background server({"/usr/bin/python3", "-m", "uvicorn", "--app-dir", OPENAPI_FOLDER,
                           "--port", port, "mounted_app:app"});
  const std::string url = "http://127.0.0.1:" + port;
  const Outcome outcome =
      run({"--traffic_discover=yes", "--traffic_check=yes", "--traffic_base_url=" + url,
           "--traffic_report_dir=" + folder.path("out")});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.text;
  EXPECT_THAT(outcome.text, AllOf(ContainsRegex("main +2  3\\.[0-9.]+ +" + url + "/openapi.json"),
                                  ContainsRegex("docman +/docman +2  "),
                                  ContainsRegex("chunks +/api/v1/chunks +1  "),
                                  HasSubstr("ok      GET " + url + "/health: status 200"),
                                  HasSubstr("5 operations in 3 applications")));
}

}  // namespace
