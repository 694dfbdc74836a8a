// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <iosfwd>
#include <string_view>

namespace traffic {

// Names the reason why a request has no usable response.
enum class Failure : std::uint8_t {
  kNone,
  kDns,          // the host name does not resolve
  kRefused,      // nothing listens on the port
  kUnreachable,  // no route, network down, address refused by the system
  kConnectTimeout,
  kReadTimeout,  // the response was not complete in time
  kReset,        // the peer reset the connection, or ended TLS without close_notify
  kClosed,       // the peer closed before the response was complete
  kMalformed,    // not HTTP/1.x, or invalid framing
  kHeaderTooLarge,
  kBodyTooLarge,
  kBadEncoding,  // the body does not match its Content-Encoding
  kTls,
  kNoResources,      // out of file descriptors or local ports
  kForbiddenTarget,  // load on this address is not allowed
  kBadUrl,           // invalid URL in the journey; nothing was sent
  kRedirect,         // invalid redirect, or too many redirects
  kProxy,            // the proxy refused the request
  kAuth,             // no credentials available; nothing was sent
  kLocal,            // a file or a function for a body failed on the client
  kStopped,          // the run is stopping; not counted
};

// Returns a stable name in kebab case: `connect-timeout`.
std::string_view to_string(Failure failure);

// Prints the name for GoogleTest.
void PrintTo(Failure failure, std::ostream* out);

namespace detail {

// Tells whether a fault may be temporary: true for connection faults and timeouts, false for
// malformed responses. True for a read timeout too, although no time for a retry is left.
bool is_transient(Failure failure);

}  // namespace detail
}  // namespace traffic
