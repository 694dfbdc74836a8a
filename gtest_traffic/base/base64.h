// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace traffic {

// Returns the base64 form of bytes, padded (RFC 4648 §4).
std::string to_base64(std::string_view bytes);

}  // namespace traffic
