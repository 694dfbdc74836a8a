// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

namespace traffic {

// Lists the request methods that the client sends (RFC 9110, section 9, and RFC 5789 for PATCH).
enum class Method : std::uint8_t { kGet, kPost, kPut, kPatch, kDelete, kHead, kOptions };

constexpr std::string_view to_string(Method method) {
  constexpr std::string_view kNames[] = {"GET",    "POST", "PUT",    "PATCH",
                                         "DELETE", "HEAD", "OPTIONS"};
  return kNames[static_cast<std::size_t>(method)];
}

namespace detail {

// Tells whether repeated requests with this method have the same effect as one (RFC 9110, section
// 9.2.2).
constexpr bool is_idempotent(Method method) {
  return method != Method::kPost && method != Method::kPatch;
}

}  // namespace detail
}  // namespace traffic
