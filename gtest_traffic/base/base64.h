// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace traffic::detail {

// Returns the padded base64 encoding of the bytes (RFC 4648, section 4). The input must not exceed
// 1 GiB.
std::string to_base64(std::string_view bytes);

}  // namespace traffic::detail
