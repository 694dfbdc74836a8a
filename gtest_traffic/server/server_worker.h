// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "gtest_traffic/fiber/reactor.h"
#include "gtest_traffic/net/tls_context.h"
#include "gtest_traffic/server.h"
#include "gtest_traffic/server/router.h"

namespace traffic::detail {

// The state that all workers of a server share; read-only while the server runs.
struct ServerSite {
  Router router;
  std::function<ServerResponse(const ServerRequest&)> filter;
  std::shared_ptr<const TlsContext> tls;  // null: plain HTTP
};

class ServerSession;

// Accepts connections and serves each on a fiber, all on one thread.
class ServerWorker final : public IoHandler {
 public:
  explicit ServerWorker(const ServerSite& site);
  ~ServerWorker();

  // States whether other workers of the same server also listen on the port.
  enum class Sharing : std::uint8_t { kAlone, kShared };

  // Binds the socket and returns its port. Throws std::runtime_error with the address if it cannot.
  std::uint16_t listen(const std::string& address, std::uint16_t port, Sharing sharing);

  void run();   // returns after `stop`
  void stop();  // thread-safe; ends every connection, then the loop

 private:
  void on_events(std::uint32_t events) override;
  void remove_ended_sessions();

  const ServerSite* site_;
  Reactor reactor_;
  int listener_ = -1;
  bool stopping_ = false;
  bool out_of_descriptors_ = false;
  bool ticks_ = false;
  std::vector<std::unique_ptr<ServerSession>> sessions_;
  std::size_t ended_ = 0;  // finished sessions to destroy
  friend class ServerSession;
};

}  // namespace traffic::detail
