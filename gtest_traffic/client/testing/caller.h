// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "gtest_traffic/client/testing/wire_sender.h"
#include "gtest_traffic/codec/upload.h"
#include "gtest_traffic/server.h"

namespace traffic::detail {

// Calls a server of this process. The data of a call lives as long as its caller.
class Caller {
 public:
  template <class AnyServer>
  Caller(Reactor& reactor, const AnyServer& server, const ClientSettings& settings = {})
      : sender_(reactor, {.host = "127.0.0.1", .port = server.port()}, settings, arena_) {}

  // Sends `body` as the request body if there is no upload.
  Exchange send(Method method, std::string_view target, std::string_view body = {},
                const Transfer& transfer = {}) {
    return *call(method, target, body, transfer).last;
  }
  Exchange get(std::string_view target) { return send(Method::kGet, target); }

  Call call(Method method, std::string_view target, std::string_view body = {},
            const Transfer& transfer = {}) {
    const std::optional<std::uint64_t> size =
        transfer.upload == nullptr ? body.size() : transfer.upload->size();
    std::string wire =
        std::string(to_string(method)) + " " + std::string(target) + " HTTP/1.1\r\nHost: test\r\n";
    wire += size ? "Content-Length: " + std::to_string(*size) : "Transfer-Encoding: chunked";
    wire.append("\r\n\r\n").append(body);
    return sender_.send(arena_.copy(wire), method, transfer);
  }

  ClientEnvironment& environment() { return sender_.environment(); }
  std::uint64_t connections_opened() const { return sender_.connections_opened(); }

 private:
  Arena arena_;
  WireSender sender_;
};

}  // namespace traffic::detail
