// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gtest_traffic/error.h"
#include "gtest_traffic/origin.h"

namespace traffic::detail {

// Describes a proxy for requests.
struct Proxy {
  Origin origin;
  std::string authorization;  // value of `Proxy-Authorization`, a secret; empty: not sent
  std::string problem = {};   // why a proxy of the environment cannot be used; empty: none

  bool operator==(const Proxy&) const = default;
};

// Parses `http://user:password@proxy:3128`. As in curl, the default scheme is http and the default
// port is 1080. From then on, the password is hidden in all output. Errors never quote it.
Expected<Proxy> parse_proxy(std::string_view text);

// Selects the proxy for each request, if any. A value type.
struct ProxyRules {
  std::optional<Proxy> http;   // for http targets
  std::optional<Proxy> https;  // for https targets
  std::vector<std::string>
      direct;             // hosts without a proxy: `example.com`, `*`, `10.0.0.0/8`, `h:8080`
  bool loopback = false;  // also use the proxy for this machine

  // Returns the proxy for an origin, or null.
  const Proxy* proxy_for(const Origin& origin) const;
};

// Sends every request through one proxy, including requests to this machine.
ProxyRules proxy_for_all(const Proxy& proxy);

// Reads HTTP_PROXY, HTTPS_PROXY, ALL_PROXY and NO_PROXY as curl does, but also HTTP_PROXY in upper
// case, which curl ignores. Names in lower case take precedence. Ignores HTTP_PROXY in upper case
// in a CGI program, where the `Proxy:` field of a request sets it. `variable` returns the value of
// an environment variable, or "". A variable with an error is a mistake only if a request needs its
// proxy: the error is the `problem` of the proxy, and names the variable.
ProxyRules read_proxies(const std::function<std::string(const std::string&)>& variable);

}  // namespace traffic::detail
