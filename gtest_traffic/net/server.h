// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gtest_traffic/base/clock.h"
#include "gtest_traffic/net/tls_options.h"

namespace traffic {

// One request as a handler sees it; views are valid until the handler returns.
struct ServerRequest {
  std::string_view method;
  std::string_view target;  // path and query as received
  std::string_view path;    // without the query
  std::string_view query;   // without the `?`
  std::string_view head;    // request line and headers
  std::string_view body;
  std::vector<std::string> parameters;  // what `{}` of the route matched, percent-decoded

  // Returns the first header of that name, or an empty view.
  std::string_view header(std::string_view name) const;

  // Returns a query parameter, percent-decoded, or the fallback.
  std::string query_value(std::string_view name, std::string_view fallback = {}) const;
};

struct ServerResponse {
  int status = 200;
  std::string body;
  std::string_view content_type = "application/json";
  std::vector<std::pair<std::string, std::string>> headers;
};

// A raw connection for targets that misbehave. Calls suspend the connection's fiber, never the
// thread.
class ServerConnection {
 public:
  virtual void write(std::string_view bytes) = 0;  // as they are
  virtual void sleep(Duration duration) = 0;
  virtual void reset() = 0;  // RST, then the connection is over
  virtual void close() = 0;  // FIN, then the connection is over
  virtual void cut() = 0;    // FIN without TLS's close_notify, as a broken connection looks

 protected:
  ~ServerConnection() = default;
};

using Handler = std::function<ServerResponse(const ServerRequest&)>;
using RawHandler = std::function<void(const ServerRequest&, ServerConnection&)>;

// A small HTTP/1.1 server for embedded targets, dashboards and exporters: a fiber per connection,
// keep-alive, one thread per worker. Handlers run on several threads at once when workers > 1 and
// must not block; what one throws becomes a 500, or a reset when it was raw.
class Server {
 public:
  struct Options {
    std::string address = "127.0.0.1";
    std::uint16_t port = 0;  // 0: a free one
    unsigned workers = 1;
    TlsServerOptions tls;  // with a certificate: https only
  };

  Server();
  ~Server();  // stops
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  // Adds a route: `route("GET", "/api/users/{}", handler)`. Before start only. A known path with
  // another method answers 405, an unknown path 404, both as JSON; HEAD falls back to GET.
  void route(std::string_view method, std::string_view pattern, Handler handler);
  void route_raw(std::string_view method, std::string_view pattern, RawHandler handler);

  // Runs before every routed handler; a returned response with status != 0 is sent instead.
  void before_each(std::function<ServerResponse(const ServerRequest&)> filter);

  // Binds and serves on threads of its own; throws std::runtime_error naming the address, or the
  // files of TLS, when it cannot.
  void start(const Options& options);
  void start() { start(Options{}); }
  void stop();

  std::uint16_t port() const;
  std::string url() const;  // `http://127.0.0.1:34567`, or https

 private:
  class State;
  std::unique_ptr<State> state_;
};

// Suspends the calling handler's fiber, so that a slow answer holds no thread.
void server_sleep(Duration duration);

}  // namespace traffic
