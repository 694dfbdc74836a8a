// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "gtest_traffic/net/address.h"

namespace traffic {

// Says which addresses may be connected to. Load goes to loopback and private addresses only,
// unless its host was allowed by name; link-local ones (cloud metadata among them) are always
// refused.
struct TargetRule {
  bool local_only = false;
  std::vector<std::string> allowed_hosts;

  bool names(const std::string& host) const;  // among those allowed
  bool permits(const std::string& host, const Address& address) const;
};

}  // namespace traffic
