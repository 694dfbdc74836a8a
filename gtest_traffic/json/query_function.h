// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include "gtest_traffic/json/query_tree.h"

namespace traffic::detail::query {

enum class ParameterType { kValue, kNodes, kLogical };  // RFC 9535, section 2.4.1

struct Signature {
  std::string_view name;
  Function function;
  ParameterType result;
  std::array<ParameterType, 2> parameters;
  std::size_t count;
};

// Returns the function with that name, or null.
const Signature* find_function(std::string_view name);
const Signature& signature_of(Function function);

// Returns ` (did you mean 'count'?)`, or an empty text.
std::string suggest_function(std::string_view name);

}  // namespace traffic::detail::query
