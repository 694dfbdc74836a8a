// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "gtest_traffic/clock.h"
#include "gtest_traffic/config/settings.h"
#include "gtest_traffic/config/target.h"
#include "gtest_traffic/http/proxy.h"
#include "gtest_traffic/net/routes.h"
#include "gtest_traffic/net/target_rule.h"
#include "gtest_traffic/net/tls_options.h"

namespace traffic::detail {

// Selects to which address of a name a new connection goes first: to the one that suits a single
// client best (RFC 6724), or to each in turn, so that a load reaches all of them.
enum class AddressOrder : std::uint8_t { kAsResolved, kInTurn };

// The settings of the clients of one run. A value, so that a run does not read the settings of the
// process.
struct ClientSettings {
  Duration connect_timeout = std::chrono::seconds(5);
  Duration read_timeout = std::chrono::seconds(30);
  Duration total_timeout = Duration::max();           // of a request with its redirects and retries
  std::uint64_t max_head = std::uint64_t{300} << 10;  // of a response, in bytes, as curl
  std::uint64_t max_body = std::uint64_t{64} << 20;   // in memory, in bytes
  Duration max_idle = Duration::max();                // of a connection that is used again
  TargetRule rule;
  ProxyRules proxies;
  AddressOrder address_order = AddressOrder::kAsResolved;
  Routes routes;  // addresses instead of a look-up
  TlsOptions tls;
  Tracing trace = Tracing::kOn;                              // requests carry a traceparent
  std::vector<std::pair<std::string, std::string>> headers;  // of every user
};

// Copies the settings that clients need. Load may reach only local targets and the allowed hosts.
ClientSettings client_settings(const Settings& from, TargetUse use);

}  // namespace traffic::detail
