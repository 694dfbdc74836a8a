// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "gtest_traffic/fiber/fiber.h"
#include "gtest_traffic/net/socket.h"
#include "gtest_traffic/server/request_reader.h"
#include "gtest_traffic/server/router.h"
#include "gtest_traffic/server/server_worker.h"

namespace traffic::detail {

// Serves one accepted connection until either side ends it.
class ServerSession final : public ServerConnection {
 public:
  ServerSession(ServerWorker& worker, int descriptor);

  Fiber& fiber() { return fiber_; }

  void write(std::string_view bytes) override;
  void sleep(Duration duration) override;
  void reset() override;
  void close() override;
  void cut() override;

 private:
  void serve();
  bool start_tls();
  bool read_request();
  void answer();
  // Returns the response; status 0 means that a raw handler writes it.
  ServerResponse handle(const Router::Route& route, const ServerRequest& request);
  void respond(const ServerResponse& response, bool head_only);

  ServerWorker* worker_;
  Socket socket_;
  RequestReader reader_;
  std::string out_;
  bool close_after_ = false;
  Fiber fiber_;
};

}  // namespace traffic::detail
