// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <iosfwd>
#include <string_view>

namespace traffic {

// Says why a request has no usable response.
enum class Failure : std::uint8_t {
  kNone,
  kDns,          // the host name does not resolve
  kRefused,      // nothing listens on the port
  kUnreachable,  // no route, network down, address refused by the system
  kConnectTimeout,
  kReadTimeout,  // the response did not complete in time
  kReset,        // the peer reset the connection
  kClosed,       // the peer closed before the response was complete
  kMalformed,    // not HTTP/1.x, or broken framing
  kHeaderTooLarge,
  kBodyTooLarge,
  kBadEncoding,  // the body is not what its Content-Encoding says
  kTls,
  kNoResources,      // out of file descriptors or local ports
  kForbiddenTarget,  // load may not be aimed at this address
  kBadUrl,           // the journey's own: nothing was sent
  kRedirect,         // redirects that lead nowhere, or too many of them
  kProxy,            // the proxy did not let it through
  kAuth,             // no credentials were to be had: nothing was sent
  kLocal,            // a file, or a function given for a body, failed on this side
  kStopped,          // the run is stopping; not counted
};

// Returns a stable kebab-case name: `connect-timeout`.
std::string_view to_string(Failure failure);

// Tells whether trying again may help: connection-level faults and timeouts, not malformed answers.
bool is_transient(Failure failure);

// Prints the name for GoogleTest.
void PrintTo(Failure failure, std::ostream* out);

}  // namespace traffic
