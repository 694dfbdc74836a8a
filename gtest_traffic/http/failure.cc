// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/failure.h"

#include <ostream>

namespace traffic {
using namespace detail;

std::string_view to_string(Failure failure) {
  switch (failure) {
    case Failure::kNone:
      return "none";
    case Failure::kDns:
      return "dns";
    case Failure::kRefused:
      return "refused";
    case Failure::kUnreachable:
      return "unreachable";
    case Failure::kConnectTimeout:
      return "connect-timeout";
    case Failure::kReadTimeout:
      return "read-timeout";
    case Failure::kReset:
      return "reset";
    case Failure::kClosed:
      return "closed";
    case Failure::kMalformed:
      return "malformed";
    case Failure::kHeaderTooLarge:
      return "header-too-large";
    case Failure::kBodyTooLarge:
      return "body-too-large";
    case Failure::kBadEncoding:
      return "bad-encoding";
    case Failure::kTls:
      return "tls";
    case Failure::kNoResources:
      return "no-resources";
    case Failure::kForbiddenTarget:
      return "forbidden-target";
    case Failure::kBadUrl:
      return "bad-url";
    case Failure::kRedirect:
      return "redirect";
    case Failure::kProxy:
      return "proxy";
    case Failure::kAuth:
      return "auth";
    case Failure::kLocal:
      return "local";
    case Failure::kStopped:
      return "stopped";
  }
  return "unknown";
}

bool detail::is_transient(Failure failure) {
  switch (failure) {
    case Failure::kDns:
    case Failure::kRefused:
    case Failure::kUnreachable:
    case Failure::kConnectTimeout:
    case Failure::kReadTimeout:
    case Failure::kReset:
    case Failure::kClosed:
      return true;
    default:
      return false;
  }
}

void PrintTo(Failure failure, std::ostream* out) { *out << to_string(failure); }

}  // namespace traffic
