// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gtest_traffic/clock.h"
#include "gtest_traffic/tls_server_options.h"

namespace traffic {

// One request as a handler receives it. Views are valid until the handler returns.
struct ServerRequest {
  std::string_view method = {};
  std::string_view target = {};  // path and query as received
  std::string_view path = {};    // without the query
  std::string_view query = {};   // without the `?`
  std::string_view head = {};    // request line and headers
  std::string_view body = {};
  std::vector<std::string> parameters = {};  // values of `{}` in the route, percent-decoded

  // Returns the value of the first header with that name, or an empty view.
  std::string_view header(std::string_view name) const;

  // Returns a query parameter, percent-decoded, or the fallback.
  std::string query_value(std::string_view name, std::string_view fallback = {}) const;
};

struct ServerResponse {
  int status = 200;
  std::string body = {};
  std::string_view content_type = "application/json";
  std::vector<std::pair<std::string, std::string>> headers = {};
};

// A raw connection for targets that misbehave. Calls suspend the fiber of the connection, never the
// thread.
class ServerConnection {
 public:
  virtual void write(std::string_view bytes) = 0;  // sends the bytes unchanged
  virtual void sleep(Duration duration) = 0;
  virtual void reset() = 0;  // sends RST and ends the connection
  virtual void close() = 0;  // sends FIN and ends the connection
  virtual void cut() = 0;    // sends FIN without TLS close_notify, like a broken connection

 protected:
  ~ServerConnection() = default;
};

using Handler = std::function<ServerResponse(const ServerRequest&)>;
using RawHandler = std::function<void(const ServerRequest&, ServerConnection&)>;

// A small HTTP/1.1 server with keep-alive for embedded targets. It uses one fiber per connection
// and one thread per worker. With more than one worker, handlers run concurrently on several
// threads. Handlers must not block. An exception in a handler results in a 500, or in a reset for a
// raw handler.
class Server {
 public:
  struct Options {
    std::string address = "127.0.0.1";
    std::uint16_t port = 0;  // 0: any free port
    unsigned workers = 1;
    TlsServerOptions tls = {};  // with a certificate: https only
  };

  Server();
  ~Server();  // stops the server
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  // Adds a route: `route("GET", "/api/users/{}", handler)`. Call it only before `start`. The server
  // answers 405 if the path is known but the method is not, and 404 if the path is unknown. Both
  // responses are JSON. HEAD falls back to GET.
  void route(std::string_view method, std::string_view pattern, Handler handler);
  void route_raw(std::string_view method, std::string_view pattern, RawHandler handler);

  // Sets a filter that runs before every routed handler. If it returns a response with status != 0,
  // the server sends that response instead.
  void before_each(std::function<ServerResponse(const ServerRequest&)> filter);

  // Binds the port and serves on separate threads. Throws std::runtime_error with the address or
  // the TLS files if it cannot.
  void start(const Options& options);
  void start() { start(Options{}); }
  void stop();

  std::uint16_t port() const;
  std::string url() const;  // `http://127.0.0.1:34567`, or https

 private:
  class State;
  std::unique_ptr<State> state_;
};

// Suspends the fiber of the calling handler, so that a slow response does not block a thread.
void server_sleep(Duration duration);

}  // namespace traffic
