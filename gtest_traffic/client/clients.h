// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "gtest_traffic/client/client.h"

namespace traffic::detail {

// Manages the connections of one virtual user, one per origin. Belongs to its fiber.
class Clients {
 public:
  // Maximum number of connections. A connection to a further origin replaces the least recently
  // used one.
  static constexpr std::size_t kMost = 8;

  Clients(Reactor& reactor, const ClientOptions& options)
      : reactor_(&reactor), options_(&options) {}

  // Returns the client of an origin. The reference is valid until the next call.
  Client& to(const Origin& origin);

  // Returns the most recently requested client. Requires an earlier call of `to`.
  Client& last() const { return *clients_.front(); }

  void disconnect();
  std::uint64_t connections_opened() const;

 private:
  Reactor* reactor_;
  const ClientOptions* options_;
  std::vector<std::unique_ptr<Client>> clients_;  // most recently used first
  std::uint64_t opened_by_gone_ = 0;
};

}  // namespace traffic::detail
