// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gtest_traffic/base/error.h"
#include "gtest_traffic/http/origin.h"

namespace traffic {

// A proxy that requests go through.
struct Proxy {
  Origin origin;
  std::string authorization;  // the value of `Proxy-Authorization`, a secret; empty: none is sent

  bool operator==(const Proxy&) const = default;
};

// Parses `http://user:password@proxy:3128`; without a scheme http, without a port 1080, as curl
// does. The password is hidden from everything printed from then on; errors never quote it.
Expected<Proxy> parse_proxy(std::string_view text);

// Says which requests go through a proxy, and which. A value.
struct ProxyRules {
  std::optional<Proxy> http;   // for http targets
  std::optional<Proxy> https;  // for https targets
  std::vector<std::string>
      direct;             // hosts that are not: `example.com`, `*`, `10.0.0.0/8`, `h:8080`
  bool loopback = false;  // whether this machine is reached through it too

  // Returns the proxy for an origin; null: none.
  const Proxy* proxy_for(const Origin& origin) const;
};

// Makes every request go through one proxy, this machine's too.
ProxyRules proxy_for_all(const Proxy& proxy);

// Reads HTTP_PROXY, HTTPS_PROXY, ALL_PROXY and NO_PROXY as curl does: in lower case first, and
// HTTP_PROXY in capitals not in a CGI program, where a request's `Proxy:` header would set it.
// `variable` returns an environment variable's value, or "". Errors name the variable.
Expected<ProxyRules> read_proxies(const std::function<std::string(const std::string&)>& variable);

}  // namespace traffic
