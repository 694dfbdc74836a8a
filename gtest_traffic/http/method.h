// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

namespace traffic {

// Names the request methods of RFC 9110 §9 that the client sends, and PATCH (RFC 5789).
enum class Method : std::uint8_t { kGet, kPost, kPut, kPatch, kDelete, kHead, kOptions };

constexpr std::string_view to_string(Method method) {
  constexpr std::string_view kNames[] = {"GET",    "POST", "PUT",    "PATCH",
                                         "DELETE", "HEAD", "OPTIONS"};
  return kNames[static_cast<std::size_t>(method)];
}

// Tells whether sending a request twice has the effect of sending it once (RFC 9110 §9.2.2).
constexpr bool is_idempotent(Method method) {
  return method != Method::kPost && method != Method::kPatch;
}

}  // namespace traffic
