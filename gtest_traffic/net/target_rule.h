// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "gtest_traffic/net/address.h"

namespace traffic::detail {

// Defines the permitted addresses of targets and proxies. Load may use loopback addresses, private
// addresses, and the hosts that the user allowed by name. Link-local addresses, which include cloud
// metadata services, are always forbidden.
struct TargetRule {
  bool local_only = false;
  std::vector<std::string> allowed_hosts;

  bool names(const std::string& host) const;  // whether the user allowed it by name
  bool permits(const std::string& host, const Address& address) const;
};

}  // namespace traffic::detail
