// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/net/address.h"

#include <arpa/inet.h>
#include <sys/un.h>

#include <array>
#include <cstring>

namespace traffic::detail {
namespace {

Reach reach_of_v4(std::uint32_t address) {
  const auto in = [address](std::uint32_t network, int bits) {
    return (address >> (32 - bits)) == (network >> (32 - bits));
  };
  if (in(0x7f000000, 8) || address == 0) return Reach::kLoopback;
  if (in(0xa9fe0000, 16)) return Reach::kLinkLocal;
  if (in(0x0a000000, 8) || in(0xac100000, 12) || in(0xc0a80000, 16) || in(0x64400000, 10)) {
    return Reach::kPrivate;
  }
  return Reach::kPublic;
}

Reach reach_of_v6(const in6_addr& address) {
  if (IN6_IS_ADDR_LOOPBACK(&address) || IN6_IS_ADDR_UNSPECIFIED(&address)) return Reach::kLoopback;
  if (IN6_IS_ADDR_V4MAPPED(&address)) {
    std::uint32_t v4 = 0;
    std::memcpy(&v4, address.s6_addr + 12, sizeof v4);
    return reach_of_v4(ntohl(v4));
  }
  if (IN6_IS_ADDR_LINKLOCAL(&address)) return Reach::kLinkLocal;
  if ((address.s6_addr[0] & 0xfe) == 0xfc) return Reach::kPrivate;
  return Reach::kPublic;
}

}  // namespace

Address::Address(const sockaddr* data, socklen_t size) : size_(size) {
  std::memcpy(&storage_, data, size);
}

bool Address::operator==(const Address& other) const {
  return size_ == other.size_ && std::memcmp(&storage_, &other.storage_, size_) == 0;
}

std::optional<Address> Address::from_literal(const std::string& host, std::uint16_t port) {
  sockaddr_in v4{};
  if (inet_pton(AF_INET, host.c_str(), &v4.sin_addr) == 1) {
    v4.sin_family = AF_INET;
    v4.sin_port = htons(port);
    return Address(reinterpret_cast<const sockaddr*>(&v4), sizeof v4);
  }
  sockaddr_in6 v6{};
  if (inet_pton(AF_INET6, host.c_str(), &v6.sin6_addr) == 1) {
    v6.sin6_family = AF_INET6;
    v6.sin6_port = htons(port);
    return Address(reinterpret_cast<const sockaddr*>(&v6), sizeof v6);
  }
  return std::nullopt;
}

std::optional<Address> Address::from_path(const std::string& path) {
  sockaddr_un local{};
  if (path.empty() || path.size() >= sizeof local.sun_path) return std::nullopt;
  local.sun_family = AF_UNIX;
  path.copy(local.sun_path, path.size());
  return Address(reinterpret_cast<const sockaddr*>(&local), sizeof local);
}

Reach Address::reach() const {
  if (family() == AF_UNIX) return Reach::kLoopback;
  if (family() == AF_INET) {
    return reach_of_v4(ntohl(reinterpret_cast<const sockaddr_in&>(storage_).sin_addr.s_addr));
  }
  return reach_of_v6(reinterpret_cast<const sockaddr_in6&>(storage_).sin6_addr);
}

std::string Address::text() const {
  if (family() == AF_UNIX) {
    return std::string("unix:") + reinterpret_cast<const sockaddr_un&>(storage_).sun_path;
  }
  std::array<char, INET6_ADDRSTRLEN> text{};
  if (family() == AF_INET) {
    const auto& v4 = reinterpret_cast<const sockaddr_in&>(storage_);
    inet_ntop(AF_INET, &v4.sin_addr, text.data(), text.size());
    return std::string(text.data()) + ":" + std::to_string(ntohs(v4.sin_port));
  }
  const auto& v6 = reinterpret_cast<const sockaddr_in6&>(storage_);
  inet_ntop(AF_INET6, &v6.sin6_addr, text.data(), text.size());
  return "[" + std::string(text.data()) + "]:" + std::to_string(ntohs(v6.sin6_port));
}

}  // namespace traffic::detail
