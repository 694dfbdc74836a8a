// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "gtest_traffic/base/text.h"
#include "gtest_traffic/net/address.h"
#include "gtest_traffic/net/resolver.h"

namespace traffic::detail {

// The addresses that the user gives for names, instead of a look-up. A value type.
struct Routes {
  struct Entry {
    std::string host;
    std::uint16_t port = 0;
    std::vector<Address> addresses;
  };

  std::vector<Entry> entries;     // of --traffic_resolve
  std::optional<Address> socket;  // of --traffic_unix_socket, for every connection

  // Returns the addresses that the user gave for a host and port, or `std::nullopt` if the host
  // must be looked up.
  std::optional<Resolution> find(const std::string& host, std::uint16_t port) const {
    if (socket) return Resolution{.addresses = {*socket}};
    const auto found = std::find_if(entries.begin(), entries.end(), [&](const Entry& entry) {
      return entry.port == port && equals_ignoring_case(entry.host, host);
    });
    if (found == entries.end()) return std::nullopt;
    return Resolution{.addresses = found->addresses};
  }
};

}  // namespace traffic::detail
