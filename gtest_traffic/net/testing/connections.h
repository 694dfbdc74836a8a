// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <fstream>
#include <sstream>
#include <string>

namespace traffic::detail {

// Counts the client ends of connections to a local port that this process has not closed. The count
// includes connections in use and connections that only the peer has closed (CLOSE-WAIT).
inline std::size_t open_connections_to(std::uint16_t port) {
  std::ifstream table("/proc/self/net/tcp");
  std::string line;
  std::size_t count = 0;
  std::getline(table, line);  // header line
  while (std::getline(table, line)) {
    std::istringstream fields(line);
    std::string number, local, remote, state;
    fields >> number >> local >> remote >> state;
    const auto colon = remote.find(':');
    if (colon == std::string::npos) continue;
    const bool open = state == "01" || state == "08";
    if (open && std::stoul(remote.substr(colon + 1), nullptr, 16) == port) ++count;
  }
  return count;
}

}  // namespace traffic::detail
