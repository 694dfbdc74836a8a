// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace traffic::detail {

// These functions apply content codings, for tests of decoders.
std::string gzip(std::string_view text);
std::string zlib_deflate(std::string_view text);
std::string raw_deflate(std::string_view text);
std::string brotli(std::string_view text);

}  // namespace traffic::detail
