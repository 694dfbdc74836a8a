// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "gtest_traffic/http/proxy.h"
#include "gtest_traffic/net/socket.h"

namespace traffic {

// Asks the proxy that a socket is connected to for a tunnel to an origin (CONNECT, RFC 9110
// §9.3.6); the socket leads to the origin then. A failure, kProxy when the proxy refuses, comes
// with its cause in `detail`.
Failure open_tunnel(Socket& socket, const Proxy& proxy, const Origin& origin, Time deadline,
                    std::string& detail);

// Says what to do about the answer of a proxy that let nothing through: its status line, and where
// credentials are given when those are asked for.
std::string proxy_refusal(const Proxy& proxy, const Origin& origin, std::string_view head,
                          int status);

}  // namespace traffic
