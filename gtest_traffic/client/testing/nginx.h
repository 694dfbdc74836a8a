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

// Returns a port that was free a moment ago.
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
        const std::string& listen = {})
      : port_(free_port()) {
    const std::string place = folder;
    const std::string file = folder / "nginx.conf";
    std::ofstream(file) << "daemon off; master_process off; pid " << place
                        << "/pid; error_log stderr crit;\n"
                           "events {} http { client_body_temp_path "
                        << place << "/a; proxy_temp_path " << place << "/b; fastcgi_temp_path "
                        << place << "/c; uwsgi_temp_path " << place << "/d; scgi_temp_path "
                        << place << "/e;\n"
                        << outer << "\nserver { listen 127.0.0.1:" << port_ << ' ' << listen
                        << ";\n"
                        << inner << "\n} }\n";
    std::array<std::string, 5> words{kProgram, "-p", place, "-c", file};
    std::array<char*, 6> arguments{};
    for (std::size_t i = 0; i < words.size(); ++i) arguments[i] = words[i].data();
    if (::posix_spawn(&process_, kProgram, nullptr, nullptr, arguments.data(), environ) != 0)
      return;
    for (int i = 0; i < 500 && !accepts(); ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
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
  bool accepts() const {
    const int probe = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(port_);
    const bool accepted =
        ::connect(probe, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
    ::close(probe);
    return accepted;
  }

  const std::uint16_t port_;
  pid_t process_ = -1;
};

}  // namespace traffic::detail
