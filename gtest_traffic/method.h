// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string_view>

namespace traffic {

// Lists the common request methods (RFC 9110, section 9, and RFC 5789 for PATCH). Http::request
// also sends methods with other names; each of them gets a further value.
enum class Method : std::uint8_t { kGet, kPost, kPut, kPatch, kDelete, kHead, kOptions };

namespace detail {

inline constexpr std::string_view kMethods[] = {"GET",    "POST", "PUT",    "PATCH",
                                                "DELETE", "HEAD", "OPTIONS"};

// Returns the value of a method name, which is a token (RFC 9110, section 5.6.2) other than
// CONNECT. Throws std::invalid_argument for other texts, and after about 240 different names.
// Thread-safe.
Method method_named(std::string_view name);

// Returns the name of a method that is not in the list.
std::string_view name_of_other_method(Method method);

}  // namespace detail

// Returns the name, which is valid until the process ends.
constexpr std::string_view to_string(Method method) {
  const auto index = static_cast<std::size_t>(method);
  return index < std::size(detail::kMethods) ? detail::kMethods[index]
                                             : detail::name_of_other_method(method);
}

namespace detail {

// Tells whether repeated requests with this method have the same effect as one (RFC 9110, section
// 9.2.2). The library does not know that of methods with other names.
constexpr bool is_idempotent(Method method) {
  return method != Method::kPost && method != Method::kPatch && method <= Method::kOptions;
}

}  // namespace detail
}  // namespace traffic
