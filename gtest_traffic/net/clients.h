// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "gtest_traffic/net/client.h"

namespace traffic {

// Keeps one virtual user's connections, one for each origin it talks to. Belongs to its fiber.
class Clients {
 public:
  // So many connections are kept; one to yet another origin takes the place of the one that has
  // not been used the longest.
  static constexpr std::size_t kMost = 8;

  Clients(Reactor& reactor, const ClientOptions& options)
      : reactor_(&reactor), options_(&options) {}

  // Returns the client of an origin; valid until the next call.
  Client& to(const Origin& origin);

  // Returns the one that was asked for last; there must be one.
  Client& last() const { return *clients_.front(); }

  void disconnect();
  std::uint64_t connections_opened() const;

 private:
  Reactor* reactor_;
  const ClientOptions* options_;
  std::vector<std::unique_ptr<Client>> clients_;  // the last used first
  std::uint64_t opened_by_gone_ = 0;
};

}  // namespace traffic
