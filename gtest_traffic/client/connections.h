// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "gtest_traffic/client/connection.h"

namespace traffic::detail {

// Manages the connections of one virtual user, one per origin. Belongs to its fiber.
class Connections {
 public:
  // Maximum number of connections. A connection to a further origin replaces the least recently
  // used one.
  static constexpr std::size_t kMost = 8;

  explicit Connections(ClientEnvironment& environment) : environment_(&environment) {}

  // Returns the connection to an origin, or to the target. The reference is valid until the next
  // call.
  Connection& to(const Origin& origin);
  Connection& home();

  void disconnect();
  std::uint64_t connections_opened() const;

 private:
  ClientEnvironment* environment_;
  std::vector<std::unique_ptr<Connection>> connections_;  // most recently used first
  std::uint64_t opened_by_gone_ = 0;
};

}  // namespace traffic::detail
