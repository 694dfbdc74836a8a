// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace traffic::detail {

// Tells whether a host is an IPv4 or IPv6 address without brackets.
bool is_ip_address(std::string_view host);

// Tells from its name alone whether a host is this machine: `localhost`, its subdomains (RFC 6761,
// section 6.3), 127.0.0.0/8 and ::1.
bool is_loopback_host(std::string_view host);

}  // namespace traffic::detail
