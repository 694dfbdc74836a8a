// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gtest_traffic/client/rate_cap.h"
#include "gtest_traffic/codec/response_reader.h"
#include "gtest_traffic/config/client_settings.h"
#include "gtest_traffic/fiber/reactor.h"
#include "gtest_traffic/http/url.h"
#include "gtest_traffic/net/address.h"
#include "gtest_traffic/net/tls_client.h"
#include "gtest_traffic/random.h"

namespace traffic::detail {

struct Call;

// Holds everything that the clients of one thread share. Must outlive them. Belongs to the thread
// of its reactor.
struct ClientEnvironment {
  enum class TokenResult : std::uint8_t { kToken, kNone };

  ClientEnvironment(Reactor& on, ClientSettings given)
      : reactor(on), settings(std::move(given)), tls(settings.tls) {
    limits.head = static_cast<std::size_t>(settings.max_head);
    limits.body = static_cast<std::size_t>(settings.max_body);
  }

  // Returns the environment of the client that called `Auth::prepare`, for an Auth that sends
  // requests itself. Call it only at the start of `prepare`. Null if no client called it.
  static ClientEnvironment* current();
  void make_current();

  // Counts a connection that was opened to an address.
  void count_connection(const Address& address);

  // Sets the target of relative paths. Call it before the first connection.
  void set_target(const BaseUrl& url);

  Reactor& reactor;
  ClientSettings settings;
  TlsClient tls;
  BaseUrl target;
  std::string origin;    // of the target: `http://127.0.0.1:8080`
  unsigned retries = 0;  // of a request that does not set its own
  ResponseLimits limits;
  std::optional<RateCap> rate_cap;                             // limits the rate of sent requests
  Random jitter{0};                                            // of the pauses before retries
  std::vector<std::pair<Address, std::uint64_t>> connections;  // opened, by address
  bool stopping = false;  // calls fail immediately and send nothing

  // Receives each request for an access token. Optional.
  std::function<void(const Call& call, std::string_view url, TokenResult result)> on_token_request;
};

}  // namespace traffic::detail
