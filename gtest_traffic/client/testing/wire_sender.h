// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <utility>

#include "gtest_traffic/client/connection.h"

namespace traffic::detail {

// Sends prepared bytes over one connection. The data of an exchange is in the arena.
class WireSender {
 public:
  WireSender(Reactor& reactor, const Origin& origin, ClientSettings settings, Arena& arena)
      : environment_(reactor, std::move(settings)),
        connection_(environment_, origin),
        arena_(&arena) {}

  Call send(std::string_view wire, Method method = Method::kGet, const Transfer& transfer = {}) {
    static const Path path("/");
    static const Body body;
    static const RequestOptions options;
    const Request request{.method = method, .path = path, .body = body, .options = options};
    Call call(request, *arena_);
    call.transfer = transfer;
    call.wire = wire;
    call.read_timeout = environment_.settings.read_timeout;
    connection_.send(call);
    return call;
  }

  ClientEnvironment& environment() { return environment_; }
  void disconnect() { connection_.disconnect(); }
  std::uint64_t connections_opened() const { return connection_.connections_opened(); }

 private:
  ClientEnvironment environment_;
  Connection connection_;
  Arena* arena_;
};

}  // namespace traffic::detail
