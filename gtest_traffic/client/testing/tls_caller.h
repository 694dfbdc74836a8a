// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "gtest_traffic/client/testing/wire_sender.h"
#include "gtest_traffic/net/testing/certificates.h"
#include "gtest_traffic/net/tls_client.h"
#include "gtest_traffic/server.h"

namespace traffic::detail {

// Calls one https target. The data of an exchange lives as long as its caller.
class TlsCaller {
 public:
  TlsCaller(Reactor& reactor, std::uint16_t port, TlsOptions tls, std::string host = "127.0.0.1",
            Duration connect_timeout = std::chrono::seconds(10))
      : sender_(reactor, {.tls = true, .host = std::move(host), .port = port},
                {.connect_timeout = connect_timeout, .tls = std::move(tls)}, arena_) {}

  Exchange get(std::string_view target) { return send(Method::kGet, target, {}); }
  Exchange send(Method method, std::string_view target, std::string_view body) {
    const std::string wire =
        std::string(to_string(method)) + " " + std::string(target) +
        " HTTP/1.1\r\nHost: test\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" +
        std::string(body);
    return *sender_.send(wire, method).last;
  }
  void disconnect() { sender_.disconnect(); }
  std::uint64_t connections_opened() const { return sender_.connections_opened(); }

 private:
  Arena arena_;
  WireSender sender_;
};

// A TLS server of this process with the routes `/ok`, `/echo`, `/until_close` and `/cut`.
class TlsServer {
 public:
  explicit TlsServer(TlsServerOptions tls) {
    server.route("GET", "/ok",
                 [](const ServerRequest&) { return ServerResponse{.body = "{}", .headers = {}}; });
    server.route("POST", "/echo", [](const ServerRequest& request) {
      return ServerResponse{.body = std::string(request.body), .headers = {}};
    });
    server.route_raw("GET", "/until_close", [](const ServerRequest&, ServerConnection& connection) {
      connection.write("HTTP/1.1 200 OK\r\n\r\nall of it");
      connection.close();
    });
    server.route_raw("GET", "/cut", [](const ServerRequest&, ServerConnection& connection) {
      connection.write("HTTP/1.1 200 OK\r\n\r\na part");
      connection.cut();
    });
    server.start({.tls = std::move(tls)});
  }
  Server server;
};

}  // namespace traffic::detail
