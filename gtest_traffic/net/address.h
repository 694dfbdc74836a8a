// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <netinet/in.h>
#include <sys/socket.h>

#include <cstdint>
#include <optional>
#include <string>

namespace traffic::detail {

// Classifies addresses for the rule on permitted load targets.
enum class Reach : std::uint8_t { kLoopback, kPrivate, kLinkLocal, kPublic };

// An IPv4 or IPv6 address with a port, or the path of a Unix socket; a value type.
class Address {
 public:
  Address() = default;
  Address(const sockaddr* data, socklen_t size);

  // Parses `127.0.0.1` or `::1`. Returns `std::nullopt` if the host is not an IPv4 or IPv6 literal.
  static std::optional<Address> from_literal(const std::string& host, std::uint16_t port);

  // Returns `std::nullopt` if the path is empty or too long for a Unix socket (107 bytes).
  static std::optional<Address> from_path(const std::string& path);

  bool operator==(const Address& other) const;

  int family() const { return storage_.ss_family; }
  const sockaddr* data() const { return reinterpret_cast<const sockaddr*>(&storage_); }
  socklen_t size() const { return size_; }
  std::string text() const;  // `127.0.0.1:80`, `[::1]:80`, `unix:/run/app.sock`

  // Classifies the address by RFC 1918, 3927, 4193, 4291 and 6598. A mapped IPv4 address is
  // classified as the IPv4 address, and a Unix socket is on this machine.
  Reach reach() const;

 private:
  sockaddr_storage storage_{};
  socklen_t size_ = 0;
};

}  // namespace traffic::detail
