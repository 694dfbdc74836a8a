// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "gtest_traffic/http/proxy.h"
#include "gtest_traffic/net/socket.h"

namespace traffic::detail {

// Requests a tunnel to an origin from a connected proxy (CONNECT, RFC 9110 §9.3.6). After success
// the socket leads to the origin. A failure, kProxy if the proxy refuses, sets its cause in
// `detail`.
Failure open_tunnel(Socket& socket, const Proxy& proxy, const Origin& origin, Time deadline,
                    std::string& detail);

// Returns advice for a proxy that refused the tunnel: its status line and, if it requires
// credentials, where to set them.
std::string proxy_refusal(const Proxy& proxy, const Origin& origin, std::string_view head,
                          int status);

}  // namespace traffic::detail
