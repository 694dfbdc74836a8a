// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/http/loopback.h"

#include <algorithm>

#include "gtest_traffic/base/text.h"

namespace traffic::detail {

bool is_ip_address(std::string_view host) {
  if (host.find(':') != std::string_view::npos) return true;
  const auto in_v4 = [](char c) { return (c >= '0' && c <= '9') || c == '.'; };
  return std::count(host.begin(), host.end(), '.') == 3 &&
         std::all_of(host.begin(), host.end(), in_v4);
}

bool is_loopback_host(std::string_view host) {
  constexpr std::string_view kName = "localhost";
  if (is_ip_address(host)) return host.starts_with("127.") || host == "::1";
  const std::string_view end = host.substr(host.size() - std::min(host.size(), kName.size()));
  return equals_ignoring_case(end, kName) &&
         (host.size() == kName.size() || host[host.size() - kName.size() - 1] == '.');
}

}  // namespace traffic::detail
