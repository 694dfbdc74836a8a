// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <netinet/in.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>

namespace traffic::detail {

// Returns a free port. Another program can take it at any time.
inline std::uint16_t free_port() {
  const int probe = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  ::bind(probe, reinterpret_cast<sockaddr*>(&address), size);
  ::getsockname(probe, reinterpret_cast<sockaddr*>(&address), &size);
  ::close(probe);
  return ntohs(address.sin_port);
}

// Runs nginx, an independent server, with one server block on a free port.
class Nginx {
 public:
  static constexpr const char* kProgram = "/usr/sbin/nginx";
  static bool installed() { return ::access(kProgram, X_OK) == 0; }

  // `folder` exists and outlives the object. `outer` are settings of http, `inner` of server.
  // `listen` are the parameters of the listen directive.
  Nginx(const std::filesystem::path& folder, const std::string& outer, const std::string& inner,
        const std::string& listen = {}) {
    // Another program can take the free port first. nginx then ends.
    for (int attempt = 0; attempt < 5 && process_ <= 0; ++attempt) {
      port_ = free_port();
      write_settings(folder, outer, inner, listen);
      start(folder);
    }
  }
  ~Nginx() {
    if (process_ <= 0) return;
    ::kill(process_, SIGTERM);
    ::waitpid(process_, nullptr, 0);
  }
  Nginx(const Nginx&) = delete;
  Nginx& operator=(const Nginx&) = delete;

  std::uint16_t port() const { return port_; }

 private:
  void write_settings(const std::filesystem::path& folder, const std::string& outer,
                      const std::string& inner, const std::string& listen) const {
    const std::string place = folder;
    std::ofstream(folder / "nginx.conf")
        << "daemon off; master_process off; pid " << place
        << "/pid; error_log stderr crit;\n"
           "events {} http { client_body_temp_path "
        << place << "/a; proxy_temp_path " << place << "/b; fastcgi_temp_path " << place
        << "/c; uwsgi_temp_path " << place << "/d; scgi_temp_path " << place << "/e;\n"
        << outer << "\nserver { listen 127.0.0.1:" << port_ << ' ' << listen << ";\n"
        << inner << "\n} }\n";
  }

  // Returns when nginx listens or has ended. nginx writes the file `pid` after it has its port.
  void start(const std::filesystem::path& folder) {
    std::array<std::string, 5> words{kProgram, "-p", folder, "-c", folder / "nginx.conf"};
    std::array<char*, 6> arguments{};
    for (std::size_t i = 0; i < words.size(); ++i) arguments[i] = words[i].data();
    if (::posix_spawn(&process_, kProgram, nullptr, nullptr, arguments.data(), environ) != 0) {
      process_ = -1;
      return;
    }
    for (int i = 0; i < 3000 && !std::filesystem::exists(folder / "pid"); ++i) {
      if (::waitpid(process_, nullptr, WNOHANG) == process_) {
        process_ = -1;
        return;
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
  }

  std::uint16_t port_ = 0;
  pid_t process_ = -1;
};

}  // namespace traffic::detail
