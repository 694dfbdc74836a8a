// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace traffic::detail {

// Lists the algorithms of digest authentication (RFC 7616, section 3.3).
enum class HashAlgorithm : std::uint8_t { kMd5, kSha256, kSha512_256 };

// Returns the hash of a text in lower-case hex. Returns an empty text if the system forbids the
// algorithm.
std::string hex_hash(HashAlgorithm algorithm, std::string_view text);

// Returns 16 unpredictable bytes in hex.
std::string random_hex();

}  // namespace traffic::detail
