// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>
#include <thread>

namespace traffic::detail {

// Counts the client ends of connections to a local port in one of the states of
// /proc/self/net/tcp: "01" is ESTABLISHED, and "08" is CLOSE-WAIT.
inline std::size_t connections_to(std::uint16_t port, std::string_view states) {
  std::ifstream table("/proc/self/net/tcp");
  std::string line;
  std::size_t count = 0;
  std::getline(table, line);  // header line
  while (std::getline(table, line)) {
    std::istringstream fields(line);
    std::string number, local, remote, state;
    fields >> number >> local >> remote >> state;
    const auto colon = remote.find(':');
    if (colon == std::string::npos || states.find(state) == std::string_view::npos) continue;
    if (std::stoul(remote.substr(colon + 1), nullptr, 16) == port) ++count;
  }
  return count;
}

// Counts the client ends of connections to a local port that this process has not closed. The count
// includes connections in use and connections that only the peer has closed.
inline std::size_t open_connections_to(std::uint16_t port) { return connections_to(port, "01 08"); }

// Waits until the peer has ended all connections to a local port. Blocks the thread, so that a
// reactor of this thread does not notice the end.
inline void wait_until_peer_ends(std::uint16_t port) {
  while (connections_to(port, "01") > 0) std::this_thread::sleep_for(std::chrono::milliseconds(1));
}

}  // namespace traffic::detail
