// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "gtest_traffic/client/client.h"
#include "gtest_traffic/codec/upload.h"
#include "gtest_traffic/server.h"

namespace traffic::detail {

// Calls a server of this process, for the tests of net/. The data of an exchange lives as long as
// its caller.
class Caller {
 public:
  template <class AnyServer>
  Caller(Reactor& reactor, const AnyServer& server, const ClientOptions& options = {})
      : target_{.host = "127.0.0.1", .port = server.port()},
        options_(options),
        client_(reactor, target_, options_) {}

  Exchange send(Method method, std::string_view target, std::string_view body = {},
                const Transfer& transfer = {}) {
    Exchange exchange;
    exchange.method = method;
    send(exchange, target, body, transfer);
    return exchange;
  }
  // Sends `body` as the request body if there is no upload.
  Client::Attempt send(Exchange& exchange, std::string_view target, std::string_view body = {},
                       const Transfer& transfer = {}) {
    const std::optional<std::uint64_t> size =
        transfer.upload == nullptr ? body.size() : transfer.upload->size();
    std::string wire = std::string(to_string(exchange.method)) + " " + std::string(target) +
                       " HTTP/1.1\r\nHost: test\r\n";
    wire += size ? "Content-Length: " + std::to_string(*size) : "Transfer-Encoding: chunked";
    wire.append("\r\n\r\n").append(body);
    return client_.send(exchange, arena_.copy(wire), options_.read_timeout, arena_, &transfer);
  }
  Exchange get(std::string_view target) { return send(Method::kGet, target); }

  std::uint64_t connections_opened() const { return client_.connections_opened(); }

 private:
  Origin target_;
  ClientOptions options_;
  Arena arena_;
  Client client_;
};

}  // namespace traffic::detail
